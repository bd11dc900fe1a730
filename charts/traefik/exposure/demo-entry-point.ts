/** Whether Traefik has the entry points that the Ingress of the demo names, and a Service leads to one. Else Traefik serves no request for the demo. */
import type { Findings } from '../../../lib/cluster-file/findings';
import type { Statement } from '../../../lib/findings/finding';
import { listedOr } from '../../../lib/findings/listed';
import { nearest } from '../../../lib/findings/nearest';
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at, isMap, listAt, mapAt } from '../../../lib/yaml/parsed';
import type { Values } from '../../helm-values/user-values';
import type { TraefikConfig } from '../config';
import { bundledTraefik, k3sReleases } from '../k3s-releases';
import { type TraefikRelease, traefikReleases } from '../releases';
import { TRAEFIK_RULES } from '../rules';
import { entryPointNames } from './entry-points';

/** Entry points of the dashboard and of metrics, which no Service of the chart leads to. */
const OF_TRAEFIK_ITSELF = ['traefik', 'metrics'];

/** Reports an entry point that a Traefik does not have whose values are all known: that of this stack, or of k3s. */
export function checkDemoEntryPoint(asked: string, config: TraefikConfig, findings: Findings): void {
  const release = knownRelease(config);
  if (!release) return;
  const known = entryPointNames(config.values, release);
  const isKnown = (name: string) => known.includes(name.toLowerCase());
  const names = asked.split(',').map((each) => each.trim());
  const open = names.filter(isKnown);
  const key = config.k3s === undefined ? 'chart' : 'k3s';
  for (const name of names.filter((each) => !isKnown(each))) {
    const served = known.filter((each) => !OF_TRAEFIK_ITSELF.includes(each));
    const problem = `${findings.where(['traefik', key])} ${config[key]} has no entry point ${name}`;
    const fix = `use ${nearest(name, served) ?? listedOr(served)}, or add ${name} to ports in traefik.values`;
    // Traefik serves the demo by the others.
    const severity = open.length > 0 ? 'warning' : 'error';
    findings[severity](['emojivoto', 'entrypoint'], TRAEFIK_RULES.says('no-entry-point', problem, fix));
  }
  // One that is open is enough.
  if (hasOwnWays(config.values) || !open.every((name) => isHidden(name, config.values))) return;
  for (const name of open) findings.warning(['emojivoto', 'entrypoint'], hidden(name, findings.where(['traefik'])));
}

/** Whether the values have objects or containers of the user's own that may lead to any entry point, such as a Service or a tunnel. */
const hasOwnWays = (user: Readonly<Values>): boolean =>
  [listAt(user, 'extraObjects'), listAt(user, 'deployment', 'additionalContainers')].some((list) => list.length > 0);

/** The entry points that the Service of the chart has in every release, unless values turn them off. */
const EXPOSED = ['web', 'websecure'];

/** Whether no Service of the chart and no port of the node leads to an entry point of `ports`. Those of arguments have Services of the user's own. */
function isHidden(name: string, user: Readonly<Values>): boolean {
  const own = mapAt(user, 'ports', name);
  const isOfPorts = OF_TRAEFIK_ITSELF.includes(name) || EXPOSED.includes(name) || Object.keys(own).length > 0;
  if (!isOfPorts || isTrueInTemplate(user.hostNetwork) || own.hostPort !== undefined || at(user, 'service', 'enabled') === false)
    return false;
  const { expose } = own;
  if (isMap(expose)) return !Object.values({ ...(EXPOSED.includes(name) && { default: true }), ...expose }).some(isTrueInTemplate);
  return expose === undefined ? !EXPOSED.includes(name) : !isTrueInTemplate(expose);
}

/** @param traefik the key with its line */
function hidden(name: string, traefik: string): Statement {
  const expose = `set ports.${name}.expose.default, in older charts ports.${name}.expose, to true in traefik.values, or use another one`;
  const fix = OF_TRAEFIK_ITSELF.includes(name) ? `use ${listedOr(EXPOSED)}` : expose;
  return TRAEFIK_RULES.says('hidden-entry-point', `no Service of the chart leads to the entry point ${name} of ${traefik}`, fix);
}

/** Undefined for a Traefik that is installed elsewhere, whose other values may have more entry points. */
function knownRelease({ chart, k3s, via }: TraefikConfig): TraefikRelease | undefined {
  if (k3s !== undefined) {
    const { release } = k3sReleases.find(k3s);
    return release && bundledTraefik(release);
  }
  return chart !== undefined && via === 'release' ? traefikReleases.find(chart).release : undefined;
}
