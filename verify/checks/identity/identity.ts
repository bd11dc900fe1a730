/** A trace keeps its id: from Traefik to all behind it, into the access log, and from a log line to the trace. */
import { linkerdReleases } from '../../../charts/linkerd/releases';
import { k3sReleases, traceIdFields } from '../../../charts/traefik/releases';
import { at, textAt } from '../../../lib/yaml/parsed';
import type { Judgement, World } from '../../stack';
import { type TraefikProcess, tracesBy, traefiksIn } from '../../uses/traefik';
import type { Place, Verdict } from '../../verdict';
import { dataSourcesIn } from '../../world/datasources';
import { titleOf } from '../../world/kubernetes';
import type { Lookup } from '../../world/lookup';
import { versionOfImage } from '../../world/tempo';
import { checkDataSources, type Link, linksIn } from './data-sources';
import { type AccessLog, accessLog, TRACE_ID } from './traefik-log';

export function checkIdentity(world: World, lookup: Lookup): Judgement {
  const traefiks = traefiksIn(lookup).map((traefik) => ({
    traefik,
    log: accessLog(traefik, loggedFields(traefik, world)),
  }));
  const dataSources = dataSourcesIn(world);
  const links = linksIn(dataSources);
  const verdicts = [
    ...traefiks.flatMap(({ traefik }) => [...tracing(traefik, world), ...propagation(traefik, world, lookup)]),
    ...links.flatMap((link) => traefiks.flatMap(({ traefik, log }) => matches(link, traefik, log))),
    ...checkDataSources(world, dataSources, links, traefiks.length > 0),
  ];
  return { verdicts, judged: traefiks.length + links.length + dataSources.length };
}

/** k3s runs a newer Traefik than the chart that it packages says. */
function loggedFields({ pod: { placed }, container }: TraefikProcess, { installations, declared: { k3s } }: World): readonly string[] {
  const own = traceIdFields(versionOfImage(container.image) ?? '');
  const isBundled = installations.some(({ bundled, place }) => bundled && place.file === placed.place.file);
  const field = isBundled && k3s !== undefined ? k3sReleases.find(k3s).release?.traceIdField : undefined;
  return field ? [field, ...own.filter((other) => other !== field)] : own;
}

const wrong = (place: Place, text: string, severity: Verdict['severity'] = 'error'): Verdict => ({
  severity,
  check: 'identity',
  place,
  text,
});

/** Whether Traefik starts traces at all. */
function tracing(traefik: TraefikProcess, world: World): Verdict[] {
  const { pod, flags } = traefik;
  if (tracesBy(traefik).length > 0) {
    const rate = Number(flags.get('tracing.samplerate') ?? flags.get('tracing.zipkin.samplerate') ?? 1);
    const { sampleRate } = world.declared;
    if (sampleRate !== undefined && rate !== sampleRate)
      return [
        wrong(
          pod.placed.place,
          `Traefik: traces a share of ${rate}, and traefik.sampleRate of the cluster file says ${sampleRate}; write that`,
        ),
      ];
    return rate > 0 || sampleRate === 0
      ? []
      : [wrong(pod.placed.place, 'Traefik: samples no request, so that no trace starts; set a sample rate above 0')];
  }
  if (flags.get('tracing.otlp') === 'true')
    return [
      wrong(
        pod.placed.place,
        'Traefik: sends its spans to https://localhost:4318, the default; set tracing.otlp.http.enabled and its endpoint',
      ),
    ];
  const asked = world.installations.find(({ place }) => place.file === pod.placed.place.file && place.name === pod.placed.place.name);
  const isAsked = world.isOurs || at(asked?.values, 'tracing') !== undefined || at(asked?.values, 'traefik', 'tracing') !== undefined;
  const text = `Traefik: is started with no flag for tracing, and so starts no trace; give its chart values that it reads (${asked?.chart.name ?? 'traefik'} ${asked?.chart.version ?? ''})`;
  return [wrong(pod.placed.place, text, isAsked ? 'error' : 'warning')];
}

/** How the trace is handed on in headers, against what those behind read. */
function propagation(traefik: TraefikProcess, world: World, lookup: Lookup): Verdict[] {
  if (tracesBy(traefik).length === 0) return [];
  const { pod, container, isV2 } = traefik;
  const said = container.env.find(({ name }) => name === 'OTEL_PROPAGATORS')?.value;
  // Traefik 2 with Zipkin knows B3 in several headers; Traefik 3 asks OpenTelemetry's variable.
  const formats = isV2 ? ['b3multi'] : (said ?? 'tracecontext,baggage').split(',').map((format) => format.trim());
  const b3Only = [
    ...new Set(
      lookup.pods.flatMap(({ placed, containers }) =>
        containers.some(({ env }) => env.some(({ name }) => name === 'OC_AGENT_HOST')) ? (placed.namespace ?? '') : [],
      ),
    ),
  ];
  const mesh = linkerdReadsW3c(world);
  const readers = [...b3Only, ...(mesh === false ? ['Linkerd'] : [])];
  const fix = 'set OTEL_PROPAGATORS to b3multi in its env';
  if (readers.length > 0 && !formats.includes('b3multi'))
    return [
      wrong(
        pod.placed.place,
        `Traefik: hands its traces on by ${formats.join(' and ')}, and ${readers.join(' and ')} read${readers.length > 1 ? '' : 's'} B3 headers only, so that what follows is another trace; ${fix}`,
      ),
    ];
  if (b3Only.length > 0 && mesh === true && formats.includes('tracecontext'))
    return [
      wrong(
        pod.placed.place,
        `Traefik: hands its traces on by ${formats.join(' and ')}; Linkerd then goes by the first and leaves B3 as it was, which ${b3Only.join(' and ')} reads; ${fix} alone`,
      ),
    ];
  return [];
}

/** Undefined where there is no mesh. */
function linkerdReadsW3c({ declared, installations }: World): boolean | undefined {
  if (declared.linkerdReadsW3c !== undefined) return declared.linkerdReadsW3c;
  const extension = installations.find(({ chart }) => chart.name === 'linkerd-jaeger')?.chart.version;
  if (extension === undefined) return installations.some(({ chart }) => chart.name === 'linkerd-control-plane') || undefined;
  const mesh = linkerdReleases.versions
    .map((version) => linkerdReleases.find(version).release)
    .find((release) => release?.extension === extension);
  return mesh?.readsW3c ?? true;
}

/** The expression is tried on a line of that very Traefik. */
function matches({ loki, field }: Link, traefik: TraefikProcess, { line, lack }: AccessLog): Verdict[] {
  const name = `derived field ${textAt(field, 'name') ?? ''} of data source ${loki.name}`;
  const pattern = textAt(field, 'matcherRegex') ?? '';
  if (textAt(field, 'matcherType') === 'label') return [];
  const title = titleOf(traefik.pod.placed.object);
  if (line === undefined && lack === undefined) return [];
  if (line === undefined || lack !== undefined) {
    const [what, fix] = (lack ?? '').split('; ');
    const text = `${title}: ${what}, so that ${name} has nothing to find there`;
    return [wrong(traefik.pod.placed.place, fix ? `${text}; ${fix}` : text)];
  }
  let found: RegExpExecArray | null;
  try {
    found = new RegExp(pattern).exec(line);
  } catch (error) {
    return [wrong(loki.placed.place, `${name}: ${pattern} is no expression (${(error as Error).message}); correct it`)];
  }
  if (found?.[1] === TRACE_ID) return [];
  const key = Object.entries(JSON.parse(line) as Record<string, unknown>).find(([, value]) => value === TRACE_ID)?.[0];
  const what = found ? `finds ${found[1] === undefined ? 'no group' : JSON.stringify(found[1])} instead of the trace id` : 'finds nothing';
  const hint = key ? `the id is in ${key}, so write "${key}":"(\\w+)"` : 'let Traefik log the trace id';
  return [
    wrong(
      loki.placed.place,
      `${name}: ${pattern} ${what} in a log line of ${title} (${traefik.container.image.split('/').at(-1)}); ${hint}`,
    ),
  ];
}
