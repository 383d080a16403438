import type { Routes } from '@angular/router';

export const liveRoutes: Routes = [];
