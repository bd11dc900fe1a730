/** The facts of Traefik's chart in its arguments, variables and objects. */
import type { TraefikChartRelease } from '../../../charts/traefik/releases';
import { at, listAt, mapAt, textAt, textsIn } from '../../../lib/yaml/parsed';
import type { Manifest } from '../../../verify/stack';
import { INSTALLED } from '../matrix/traefik';
import { type Reading, renderedWith, type Sighting, sighting, type View } from './fact';
import { fixedIn } from './fixed';
import { imagesOf } from './image';
import { kindsIn } from './kinds';

const WHERE = 'Deployment traefik';

export const traefikFacts: Reading<TraefikChartRelease> = async (facts, view) => {
  if (view.world.name !== INSTALLED) return [];
  return [
    ...imagesOf('traefik', facts.traefik.version, 'traefik', view),
    ...kindsIn(facts.rendered, view),
    ...fixedIn(view),
    sighting('image', facts.image, imageKeyIn(view), 'values.yaml, image'),
    ...(await sampleRateOf(facts, view)),
    ...(await variablesOf(facts, view)),
    ...(await publishedServiceOf(facts, view)),
    sighting('entryPoints', portsText(facts.entryPoints), portsText(entryPointsIn(view)), 'values.yaml, ports'),
    ...(await serviceMonitorOf(facts, view)),
  ];
};

/** The key of the values that the registry of the image is in. */
function imageKeyIn({ release }: View): string | undefined {
  const keys = Object.keys(mapAt(release.info.values, 'image'));
  return ['registry', 'repository', 'name'].find((key) => keys.includes(key));
}

function entryPointsIn({ release }: View): Readonly<Record<string, unknown>> {
  const ports = mapAt(release.info.values, 'ports');
  return Object.fromEntries(Object.keys(ports).map((name) => [name, at(ports, name, 'port')]));
}

const portsText = (ports: Readonly<Record<string, unknown>>): string =>
  Object.entries(ports)
    .map(([name, port]) => `${name} ${port}`)
    .sort()
    .join(', ');

const containerOf = (objects: readonly Manifest[]): unknown =>
  listAt(objects.find(({ kind }) => kind === 'Deployment')?.spec, 'template', 'spec', 'containers')[0];

const argumentsOf = (objects: readonly Manifest[]): string[] => textsIn(listAt(containerOf(objects), 'args'));

/** Whether a rate arrives in the arguments. */
async function sampleRateOf({ tracing, sampleRate }: TraefikChartRelease, view: View): Promise<Sighting[]> {
  if (tracing === 'flags') return [];
  const arrives = async (rate: number) => {
    const own = { http: { enabled: true, endpoint: 'http://tempo:4318/v1/traces' }, enabled: true };
    const values =
      tracing === 'zipkin'
        ? { zipkin: { httpEndpoint: 'http://tempo:9411/api/v2/spans', sampleRate: rate } }
        : { sampleRate: rate, otlp: own };
    const objects = (await renderedWith({ tracing: values }, view)) ?? [];
    return argumentsOf(objects).some((arg) => /samplerate=/i.test(arg) && Number(arg.slice(arg.indexOf('=') + 1)) === rate);
  };
  const seen = (await arrives(0)) ? 'any' : (await arrives(0.5)) ? 'not 0' : 'never';
  return [sighting('sampleRate', sampleRate, seen, `${WHERE}, args`)];
}

/** Whether a list `env` replaces the chart's own. */
async function variablesOf({ envReplacesDefaults }: TraefikChartRelease, view: View): Promise<Sighting[]> {
  const names = (objects: readonly Manifest[] = []) => listAt(containerOf(objects), 'env').map((variable) => textAt(variable, 'name'));
  const [own, given] = [await renderedWith({}, view), await renderedWith({ env: [{ name: 'A', value: 'b' }] }, view)];
  if (!own || !given) return [];
  const isLost = names(own).some((name) => !names(given).includes(name));
  return [sighting('envReplacesDefaults', envReplacesDefaults, isLost, `${WHERE}, env`)];
}

async function publishedServiceOf({ publishesService }: TraefikChartRelease, view: View): Promise<Sighting[]> {
  const objects = await renderedWith({}, view);
  if (!objects) return [];
  const seen = argumentsOf(objects).some((arg) => /kubernetesingress\.ingressendpoint\.publishedservice/i.test(arg));
  return [sighting('publishesService', publishesService, seen, `${WHERE}, args`)];
}

/** Whether the values make a ServiceMonitor for the Service with the metrics, and whether they do without `enabled`. */
async function serviceMonitorOf({ serviceMonitor }: TraefikChartRelease, view: View): Promise<Sighting[]> {
  const made = async (own: object) => {
    // Without the check, the chart does not ask the cluster for the API.
    const prometheus = { disableAPICheck: true, service: { enabled: true }, serviceMonitor: { additionalLabels: { a: 'b' }, ...own } };
    const objects = (await renderedWith({ metrics: { prometheus } }, view)) ?? [];
    const names = objects.flatMap(({ kind, metadata: { name } }) => (/^(Service|ServiceMonitor)$/.test(kind) ? `${kind} ${name}` : []));
    return names.includes('ServiceMonitor traefik') && names.includes('Service traefik-metrics');
  };
  const seen = (await made({})) ? 'by labels' : (await made({ enabled: true })) ? 'by enabled' : undefined;
  return [sighting('serviceMonitor', serviceMonitor, seen, 'ServiceMonitor traefik')];
}
