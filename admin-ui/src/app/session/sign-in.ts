import { Component } from '@angular/core';

@Component({ selector: 'app-sign-in', template: '' })
export class SignIn {}
