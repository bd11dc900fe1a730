/** The keys of a configuration, its service and its pipelines. The collector reads them strictly, and does not start with others. */
import { listedOr } from '../../../lib/findings/listed';
import { nearest } from '../../../lib/findings/nearest';
import { mapAt, type Path } from '../../../lib/yaml/parsed';
import { type Mistake, NO_START } from './mistake';
import { KINDS } from './pipelines';
import { hasPlaceholder } from './placeholders';

/** `configSettings` in otelcol/unmarshaler.go of the collector, and the struct Config of service and of service/pipelines, in every release. */
const OF_CONFIGURATION = ['receivers', 'processors', 'exporters', 'connectors', 'extensions', 'service'];
const OF_SERVICE = ['extensions', 'pipelines', 'telemetry'];
const OF_PIPELINE = Object.keys(KINDS);

const knownIn = (path: Path): readonly string[] => {
  if (path.length === 0) return OF_CONFIGURATION;
  return path.length === 1 ? OF_SERVICE : OF_PIPELINE;
};

/** The unknown keys at a path, which is that of the configuration, its service or a pipeline. */
function unknownIn(config: unknown, path: Path): { readonly key: string; readonly meant: string | undefined }[] {
  const known = knownIn(path);
  return Object.keys(mapAt(config, ...path))
    .filter((key) => !known.includes(key) && !hasPlaceholder(key))
    .map((key) => ({ key, meant: nearest(key, known) }));
}

/** Whether an unknown key at a path probably means another one, of which nothing is judged then. */
export const isMeantIn = (config: unknown, path: Path, known: string): boolean =>
  unknownIn(config, path).some(({ meant }) => meant === known);

export function unknownKeys(config: unknown): Mistake[] {
  const places: readonly (readonly [path: Path, who: string])[] = [
    [[], 'the configuration'],
    [['service'], 'service'],
    ...Object.keys(mapAt(config, 'service', 'pipelines')).map((name) => [['service', 'pipelines', name], `pipeline ${name}`] as const),
  ];
  return places.flatMap(([path, who]) =>
    unknownIn(config, path).map(({ key, meant }): Mistake => {
      const fix = meant ? `did you mean ${meant}?` : `use ${listedOr(knownIn(path))}`;
      return { rule: 'unknown-key', path: [...path, key], problem: `${who} has no key ${key}, ${NO_START}`, fix };
    }),
  );
}
