import { Component } from '@angular/core';

@Component({ selector: 'app-account', template: '' })
export class Account {}
