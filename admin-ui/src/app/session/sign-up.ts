import { Component } from '@angular/core';

@Component({ selector: 'app-sign-up', template: '' })
export class SignUp {}
