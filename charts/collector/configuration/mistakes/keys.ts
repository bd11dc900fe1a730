/** The keys of a configuration, its service, its telemetry and its pipelines. The collector reads them strictly, and does not start with others. */
import { listedOr } from '../../../../lib/findings/listed';
import { nearest } from '../../../../lib/findings/nearest';
import { mapAt, type Path } from '../../../../lib/yaml/parsed';
import { isKnownProgram } from '../../releases';
import { KINDS } from '../pipelines';
import { hasPlaceholder } from '../placeholders';
import { type Mistake, NO_START } from './mistake';
import { LOGS, OF_LOGS, OF_TELEMETRY, TELEMETRY } from './telemetry';

/** `configSettings` in otelcol/unmarshaler.go of the collector, and the struct Config of service and of service/pipelines, in every release. */
const OF_CONFIGURATION = ['receivers', 'processors', 'exporters', 'connectors', 'extensions', 'service'];
const OF_SERVICE = ['extensions', 'pipelines', 'telemetry'];
const OF_PIPELINE = Object.keys(KINDS);

/** The places without those of the pipelines, and what a message calls them. */
const PLACES: readonly (readonly [path: Path, who: string, known: readonly string[]])[] = [
  [[], 'the configuration', OF_CONFIGURATION],
  [['service'], 'service', OF_SERVICE],
  [TELEMETRY, 'service.telemetry', OF_TELEMETRY],
  [LOGS, 'service.telemetry.logs', OF_LOGS],
];

const knownIn = (path: Path): readonly string[] =>
  PLACES.find(([place]) => place.length === path.length && place.every((key, index) => key === path[index]))?.[2] ?? OF_PIPELINE;

/** The unknown keys at a path, which is one of those places or that of a pipeline. */
function unknownIn(config: unknown, path: Path): { readonly key: string; readonly meant: string | undefined }[] {
  const known = knownIn(path);
  return Object.keys(mapAt(config, ...path))
    .filter((key) => !known.includes(key) && !hasPlaceholder(key))
    .map((key) => ({ key, meant: nearest(key, known) }));
}

/** Whether an unknown key at a path probably means another one, of which nothing is judged then. */
export const isMeantIn = (config: unknown, path: Path, known: string): boolean =>
  unknownIn(config, path).some(({ meant }) => meant === known);

/** @param version that of the collector; undefined if it is unknown: its telemetry may have more keys then, as in one that is newer than the known ones */
export function unknownKeys(config: unknown, version?: string): Mistake[] {
  const isKnown = version !== undefined && isKnownProgram(version);
  const places: readonly (readonly [path: Path, who: string])[] = [
    ...PLACES.map(([path, who]) => [path, who] as const),
    ...Object.keys(mapAt(config, 'service', 'pipelines')).map((name) => [['service', 'pipelines', name], `pipeline ${name}`] as const),
  ];
  return places.flatMap(([path, who]) =>
    unknownIn(config, path).flatMap(({ key, meant }): Mistake[] => {
      if (!isKnown && !meant && path[1] === 'telemetry') return [];
      const fix = meant ? `did you mean ${meant}?` : `use ${listedOr(knownIn(path))}`;
      return [{ rule: 'unknown-key', path: [...path, key], problem: `${who} has no key ${key}, ${NO_START}`, fix }];
    }),
  );
}
