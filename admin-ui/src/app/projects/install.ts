import { Component } from '@angular/core';

@Component({ selector: 'app-install', template: '' })
export class Install {}
