import {
  BarController,
  BarElement,
  CategoryScale,
  Filler,
  LineController,
  LineElement,
  LinearScale,
  PointElement,
} from 'chart.js';
import { provideCharts } from 'ng2-charts';

/** The parts of the chart library the console draws with, and no others: the rest stays out of the bundle. */
export const chartParts = provideCharts({
  registerables: [
    BarController,
    BarElement,
    CategoryScale,
    Filler,
    LineController,
    LineElement,
    LinearScale,
    PointElement,
  ],
});
