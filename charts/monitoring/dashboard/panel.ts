/** The panels of the dashboard, in the terms of Grafana (schema version 39, Grafana 10.4 and newer; older ones read it too). */

/** A query of Prometheus and its legend. */
export interface Target {
  readonly expr: string;
  readonly legend: string;
}

export interface Panel {
  readonly title: string;
  /** What it shows, and what to make of it; for the sign beside the title. */
  readonly description: string;
  readonly kind: 'stat' | 'timeseries';
  /** The unit of Grafana: `cps` counts a second, `short` numbers, `bytes`, `s`, `reqps`. */
  readonly unit: 'cps' | 'short' | 'bytes' | 's' | 'reqps';
  readonly targets: readonly Target[];
  /** From which value on it is red. @default never */
  readonly redFrom?: number;
}

/** The time over which a rate is taken, chosen by Grafana. */
export const RATE = '$__rate_interval';

export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** Grafana divides a row into 24 columns. */
const COLUMNS = 24;
const HEIGHTS = { stat: 4, timeseries: 8 } as const;
const PER_LINE = { stat: 4, timeseries: 2 } as const;

/** The data source is a variable of the dashboard, so that it needs no uid. */
const DATA_SOURCE = { type: 'prometheus', uid: '${datasource}' };

/** The panels with their places, row below row. */
export function placed(rows: readonly Row[]): object[] {
  const all: object[] = [];
  let y = 0;
  for (const { title, panels } of rows) {
    all.push({ id: all.length + 1, type: 'row', title, collapsed: false, gridPos: { x: 0, y, w: COLUMNS, h: 1 }, panels: [] });
    y += 1;
    let x = 0;
    let height = 0;
    for (const panel of panels) {
      const w = COLUMNS / PER_LINE[panel.kind];
      if (x + w > COLUMNS) {
        x = 0;
        y += height;
      }
      height = HEIGHTS[panel.kind];
      all.push(panelAt(panel, all.length + 1, { x, y, w, h: height }));
      x += w;
    }
    y += height;
  }
  return all;
}

function panelAt({ kind, title, description, unit, targets, redFrom }: Panel, id: number, gridPos: object): object {
  const steps = [{ color: 'green', value: null }, ...(redFrom === undefined ? [] : [{ color: 'red', value: redFrom }])];
  return {
    ...{ id, type: kind, title, description, gridPos, datasource: DATA_SOURCE },
    fieldConfig: {
      defaults: { unit, min: 0, thresholds: { mode: 'absolute', steps }, ...(kind === 'timeseries' && { custom: LINES }) },
      overrides: [],
    },
    options: kind === 'stat' ? STAT : TIME_SERIES,
    targets: targets.map(({ expr, legend }, index) => ({
      ...{ refId: String.fromCharCode(65 + index), datasource: DATA_SOURCE, expr, legendFormat: legend },
      ...(kind === 'stat' ? { instant: true, range: false } : { instant: false, range: true }),
    })),
  };
}

const LINES = { drawStyle: 'line', lineWidth: 1, fillOpacity: 10, showPoints: 'never', spanNulls: false };
const STAT = {
  ...{ colorMode: 'value', graphMode: 'none', textMode: 'auto', justifyMode: 'auto' },
  reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
};
const TIME_SERIES = {
  legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] },
  tooltip: { mode: 'multi', sort: 'desc' },
};
