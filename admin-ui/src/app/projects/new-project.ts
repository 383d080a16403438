import { Component } from '@angular/core';

@Component({ selector: 'app-new-project', template: '' })
export class NewProject {}
