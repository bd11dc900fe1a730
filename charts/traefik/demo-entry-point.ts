/** Whether Traefik has the entry point that the Ingress of the demo names. Without it, Traefik serves no request for the demo. */
import type { Findings } from '../../lib/cluster-file/findings';
import { listedOr } from '../../lib/findings/listed';
import { nearest } from '../../lib/findings/nearest';
import type { TraefikConfig } from './config';
import { entryPointNames } from './entry-points';
import { bundledTraefik, k3sReleases } from './k3s-releases';
import { type TraefikRelease, traefikReleases } from './releases';
import { TRAEFIK_RULES } from './rules';

/** Entry points of the dashboard and of metrics, which no Service of the chart leads to. */
const OF_TRAEFIK_ITSELF = ['traefik', 'metrics'];

/** Reports an entry point that a Traefik does not have whose values are all known: that of this stack, or of k3s. */
export function checkDemoEntryPoint(asked: string, config: TraefikConfig, findings: Findings): void {
  const release = knownRelease(config);
  if (!release) return;
  const known = entryPointNames(config.values, release);
  const key = config.k3s === undefined ? 'chart' : 'k3s';
  for (const name of asked.split(',').map((each) => each.trim())) {
    if (known.includes(name.toLowerCase())) continue;
    const served = known.filter((each) => !OF_TRAEFIK_ITSELF.includes(each));
    const problem = `${findings.where(['traefik', key])} ${config[key]} has no entry point ${name}`;
    const fix = `use ${nearest(name, served) ?? listedOr(served)}, or add ${name} to ports in traefik.values`;
    findings.error(['emojivoto', 'entrypoint'], TRAEFIK_RULES.says('no-entry-point', problem, fix));
  }
}

/** Undefined for a Traefik that is installed elsewhere, whose other values may have more entry points. */
function knownRelease({ chart, k3s, via }: TraefikConfig): TraefikRelease | undefined {
  if (k3s !== undefined) {
    const { release } = k3sReleases.find(k3s);
    return release && bundledTraefik(release);
  }
  return chart !== undefined && via === 'release' ? traefikReleases.find(chart).release : undefined;
}
