import { Component } from '@angular/core';

@Component({ selector: 'app-first-run', template: '' })
export class FirstRun {}
