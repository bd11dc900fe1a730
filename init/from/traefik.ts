/** `traefik` of the cluster file, from the Traefik that runs. */
import { k3sReleases } from '../../charts/traefik/k3s-releases';
import { traefikReleases } from '../../charts/traefik/releases';
import { placeText } from '../../lib/findings/sentence';
import { textAt } from '../../lib/yaml/parsed';
import { LayeredValues } from '../../verify/read/values';
import type { Stack } from '../../verify/stack';
import { nearestRelease } from './nearest-release';
import { type Running, runningOf, type Values } from './running';
import type { Told } from './told';

export interface TraefikPart {
  /** `traefik` of the cluster file, without `values`; undefined if none runs. */
  readonly traefik?: Values;
  readonly rest: Values;
}

export function traefikOf(stack: Stack, told: Told): TraefikPart {
  const [running] = runningOf(stack, traefikReleases.name);
  if (running) return running.k3s === undefined ? installed(running, told) : bundled(running.k3s, running.values, running.from, told);
  const config = stack.objects.find(({ object }) => object.kind === 'HelmChartConfig' && object.metadata.name === 'traefik');
  if (!config) return { rest: {} };
  const values = new LayeredValues().addText(textAt(config.object, 'spec', 'valuesContent') ?? '', 'valuesContent').values;
  return bundled('', values, placeText(config.place), told);
}

function installed({ version, namespace, values, from, releaseName, installation }: Running, told: Told): TraefikPart {
  told.from('traefik', from);
  if (releaseName && releaseName !== 'traefik')
    told.cannot(`traefik: its release is ${releaseName}; only traefik can be named in Ingresses`);
  const isOfThisStack = installation.application?.endsWith('-tracing-traefik') ?? false;
  return {
    traefik: {
      chart: nearestRelease<object>(traefikReleases, version, 'traefik.chart', told),
      ...(isOfThisStack && { via: 'release' }),
      ...(namespace && namespace !== 'traefik' && { namespace }),
      ...settingsOf(values),
    },
    rest: values,
  };
}

function bundled(k3s: string, values: Values, from: string, told: Told): TraefikPart {
  told.from('traefik', from);
  if (k3s === '') told.cannot(`traefik.k3s: nothing says which k3s runs; ${k3sReleases.newest} is only an example`);
  return { traefik: { k3s: k3s || k3sReleases.newest, ...settingsOf(values) }, rest: values };
}

/** What the cluster file has keys for. */
function settingsOf(values: Values): Values {
  const rate = ['sampleRate', 'zipkin.sampleRate'].map((name) => textAt(values, 'tracing', ...name.split('.'))).find(Boolean);
  const serviceName = textAt(values, 'tracing', 'serviceName');
  return { ...(rate !== undefined && { sampleRate: Number(rate) }), ...(serviceName && { serviceName }) };
}
