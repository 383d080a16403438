import { Component } from '@angular/core';

@Component({ selector: 'app-project-list', template: '' })
export class ProjectList {}
