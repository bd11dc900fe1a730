/** Values that a chart knows by another name in another release: what to write instead. */
import type { Path } from '../../lib/yaml/parsed';
import { at } from '../../lib/yaml/parsed';
import { nameOfPath } from './value-path';

export interface ChartNames {
  readonly name: string;
  /** Its default values. */
  readonly defaults: unknown;
  /** The names that its templates use. */
  readonly words: ReadonlySet<string>;
}

/** What took the place of a value, as a phrase; undefined where nothing is known to have. */
export function moved(path: Path, { name, defaults, words }: ChartNames): string | undefined {
  if (name !== 'traefik') return undefined;
  const is = (...start: string[]) => start.every((step, index) => path[index] === step);
  if (is('tracing', 'zipkin') || is('tracing', 'otlp')) return tracing(path[1] === 'zipkin', words);
  const [old, now] = [['logs', 'access'], ['accessLog']];
  if (is(...old) && at(defaults, ...now) !== undefined && at(defaults, ...old) === undefined) return `write ${nameOfPath(now)}`;
  if (is(...now) && at(defaults, ...old) !== undefined) return `write ${nameOfPath(old)}`;
  return undefined;
}

function tracing(isZipkin: boolean, words: ReadonlySet<string>): string | undefined {
  const [own, other] = isZipkin ? ['zipkin', 'otlp'] : ['otlp', 'zipkin'];
  if (words.has(own)) return undefined;
  if (words.has(other))
    return isZipkin ? 'Traefik 3 has no Zipkin, so write tracing.otlp.http' : 'Traefik 2 has no OTLP, so write tracing.zipkin';
  return 'write additionalArguments, with the flags --tracing.zipkin and --tracing.zipkin.httpEndpoint';
}
