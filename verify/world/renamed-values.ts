/** Values with a different name in other releases of a chart, and what to use instead. */
import { renamedFix } from '../../charts/traefik/own-values/renamed';
import { traefikReleases } from '../../charts/traefik/releases';
import { at, type Path } from '../../lib/yaml/parsed';
import { nameOfPath } from './value-path';

export interface ChartNames {
  readonly name: string;
  readonly version: string;
  /** The version of the program that it runs. */
  readonly appVersion?: string;
  /** Its default values. */
  readonly defaults: unknown;
  /** The names that its templates use. */
  readonly templateNames: ReadonlySet<string>;
}

/** The replacement of a value in this release, as the fix of a message; undefined if it is unknown. */
export function replacementOf(path: Path, { name, version, defaults, templateNames }: ChartNames): string | undefined {
  if (name !== traefikReleases.name) return undefined;
  const renamed = renamedFix(path, traefikReleases.find(version).release?.renamed ?? {});
  if (renamed !== undefined) return renamed;
  const is = (...start: string[]) => start.every((step, index) => path[index] === step);
  if (is('tracing', 'zipkin') || is('tracing', 'otlp')) return tracingReplacement(path[1] === 'zipkin', templateNames);
  const [old, now] = [['logs', 'access'], ['accessLog']];
  if (is(...old) && at(defaults, ...now) !== undefined && at(defaults, ...old) === undefined) return `use ${nameOfPath(now)}`;
  if (is(...now) && at(defaults, ...old) !== undefined) return `use ${nameOfPath(old)}`;
  return undefined;
}

function tracingReplacement(isZipkin: boolean, templateNames: ReadonlySet<string>): string | undefined {
  const [own, other] = isZipkin ? ['zipkin', 'otlp'] : ['otlp', 'zipkin'];
  if (templateNames.has(own)) return undefined;
  if (templateNames.has(other))
    return isZipkin ? 'Traefik 3 has no Zipkin, use tracing.otlp.http' : 'Traefik 2 has no OTLP, use tracing.zipkin';
  return 'use additionalArguments with the flags --tracing.zipkin and --tracing.zipkin.httpEndpoint';
}
