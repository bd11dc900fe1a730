/** Checks that Traefik starts traces. */
import { error, type Finding, note, warning } from '../../../lib/findings/finding';
import { at } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import { sampleRateOf, type TraefikProcess, tracesBy } from '../../uses/traefik';
import { IDENTITY_RULES } from './rules';
import { checkSpans } from './spans';

const TRAEFIK = { subject: 'Traefik' };

export function checkTracing(traefik: TraefikProcess, world: World): Finding[] {
  const { place } = traefik.pod.placed;
  const { staticFile, flags } = traefik;
  if (staticFile) {
    // Others may say in the file what they do not say in flags.
    if (!world.isOurs && tracesBy(traefik).length === 0) return [];
    // pkg/cli/loader_file.go of Traefik
    const problem = `reads its static configuration from ${staticFile}, and ignores all flags, so none of them starts a trace`;
    const fix = flags.has('configfile') ? 'remove --configFile' : 'remove that file from its volume, or mount the volume elsewhere';
    return [(world.isOurs ? error : warning)(place, IDENTITY_RULES.says('configuration-file', problem, fix), TRAEFIK)];
  }
  if (tracesBy(traefik).length > 0) return [...sampling(traefik, world), ...internals(traefik, world), ...checkSpans(traefik, world)];
  if (traefik.flags.get('tracing.otlp') === 'true') return [error(place, NO_ENDPOINT, TRAEFIK)];
  return [noTracing(traefik, world)];
}

const NO_ENDPOINT = IDENTITY_RULES.says(
  'no-otlp-endpoint',
  'sends its spans to https://localhost:4318, the default',
  'set tracing.otlp.http.enabled and its endpoint',
);

function sampling(traefik: TraefikProcess, { declared: { sampleRate } }: World): Finding[] {
  const { placed } = traefik.pod;
  const rate = sampleRateOf(traefik);
  if (sampleRate !== undefined && rate !== sampleRate) {
    const problem = `has sample rate ${rate}, but traefik.sampleRate of the cluster file is ${sampleRate}`;
    return [error(placed.place, IDENTITY_RULES.says('other-sample-rate', problem, `set the sample rate to ${sampleRate}`), TRAEFIK)];
  }
  if (rate > 0 || sampleRate === 0) return [];
  const statement = IDENTITY_RULES.says('no-sampling', 'samples no request, so no trace starts', 'set a sample rate above 0');
  return [error(placed.place, statement, TRAEFIK)];
}

/**
 * Traefik 2 traces its own requests too, such as /ping by the kubelet, and cannot leave them out (pkg/server/middleware/chainbuilder.go).
 * Traefik 3 leaves them out by default. In manifests of other authors it is a decision.
 */
function internals({ pod: { placed }, flags, isV2 }: TraefikProcess, { isOurs }: World): Finding[] {
  const value = flags.get('tracing.addinternals');
  if (isV2 || value === undefined || value === 'false') return [];
  const problem = 'traces its own requests too, such as each /ping of the kubelet';
  return [
    (isOurs ? warning : note)(placed.place, IDENTITY_RULES.says('traced-internals', problem, 'remove tracing.addInternals'), TRAEFIK),
  ];
}

/** In manifests of other authors, this is an error only if the values configure tracing. */
function noTracing({ pod: { placed } }: TraefikProcess, { installations, isOurs }: World): Finding {
  const { place } = placed;
  const release = installations.find((other) => other.place.file === place.file && other.place.name === place.name);
  const isAsked = isOurs || at(release?.values, 'tracing') !== undefined || at(release?.values, 'traefik', 'tracing') !== undefined;
  const chart = release ? `${release.chart.name} ${release.chart.version}` : 'traefik';
  const statement = IDENTITY_RULES.says(
    'no-tracing',
    'has no flag for tracing, so no trace starts',
    `set the tracing values of its chart (${chart})`,
  );
  return (isAsked ? error : warning)(place, statement, TRAEFIK);
}
