/** What to do about values that a chart refuses, from the error message of Helm. */
import { listed, listedOr } from '../../lib/findings/listed';
import { nearest } from '../../lib/findings/nearest';
import { at, isMap, type Path } from '../../lib/yaml/parsed';
import { type ChartNames, replacementOf } from './renamed-values';
import { nameOfPath } from './value-path';

/** The template whose output is not valid YAML. */
const NO_YAML = /YAML parse error on ([^\s:]+):/;

/** The maximum number of values to name. */
const MOST = 5;

/**
 * @param error the message of Helm: `- at '/tracing': additional properties 'zipkin' not allowed`
 * @param readBy the texts among the values that a template reads
 */
export function wayOutOf(error: string, chart: ChartNames, readBy: (template: string) => readonly Path[] = () => []): string {
  const unknown = [...error.matchAll(/at '([^']*)': additional properties ((?:'[^']*'(?:, )?)+) not allowed/g)];
  const fixes = unknown.flatMap(([, pointer = '', names = '']) => {
    const before = pointer.split('/').filter((step) => step !== '');
    return [...names.matchAll(/'([^']*)'/g)].map(([, name = '']) => {
      const known = at(chart.defaults, ...before);
      const other = replacementOf([...before, name], chart) ?? replacementOf([...before, name, 'access'], chart);
      const meant = nearest(name, isMap(known) ? Object.keys(known) : []);
      return other ?? (meant ? `use ${nameOfPath([...before, meant])}` : `remove ${nameOfPath([...before, name])}`);
    });
  });
  if (fixes.length > 0) return fixes.join(', and ');
  const [, template] = NO_YAML.exec(error) ?? [];
  if (template !== undefined) return correct(readBy(template));
  if (/is enabled but missing/.test(error)) return 'put it into charts/ of the chart by `helm dependency build`, or turn it off';
  if (/kubeVersion/.test(error)) return 'set kubernetes.version to that of the cluster, or pin another release';
  return /schema/.test(error) ? 'use values that the chart accepts' : 'correct the values that it names, or pin another release';
}

function correct(paths: readonly Path[]): string {
  if (paths.length === 0) return 'correct the values that this template reads, or pin another release';
  const names = paths.length > MOST ? listed(paths.map(nameOfPath), MOST) : listedOr(paths.map(nameOfPath));
  return `correct ${names}, which this template reads, or pin another release`;
}
