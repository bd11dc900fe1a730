/** Why there is no chart to render. */
import { Refusal } from '../command-line/command';

/** A chart that cannot be had: the reason, and what to do. */
export class NoChart extends Refusal {}

/** A chart that is there, and is none. */
export class BrokenChart extends NoChart {}

/** Of a chart, an alias or a dependency: never a path, nor an option of Helm. */
export const isChartName = (name: string): boolean => /^[a-zA-Z0-9][\w.-]*$/.test(name);
