/** The Ingresses of tempo-distributed, which the user's own values turn on: where their paths lead, and whether the API server accepts them. */
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at, listAt, mapAt, type Path, textAt } from '../../../lib/yaml/parsed';
import type { Values } from '../../helm-values/user-values';
import type { Checked } from '../check/checked';
import { type TempoConfig, valuesKeyOf } from '../config';
import { targetName, WORKLOADS } from '../names/workloads';
import type { DistributedRelease } from '../releases';
import { TEMPO_RULES } from '../rules';
import { workloadsOf } from '../values';

const isOn = (values: unknown): boolean => isTrueInTemplate(at(values, 'ingress', 'enabled'));

/** The values without the default paths to microservices that do not run. A list is empty, because a null needs Argo CD 3.0. */
export function ingressDefaults(config: TempoConfig, release: DistributedRelease): Values[] {
  if (!isOn(config.values)) return [];
  const paths = mapAt(config.values, 'ingress', 'paths');
  const running = workloadsOf(config, release).map(targetName);
  const dead = (release.ingressServices ?? []).filter((service) => !running.includes(service) && !Object.hasOwn(paths, service));
  return dead.length > 0 ? [{ ingress: { paths: Object.fromEntries(dead.map((service) => [service, []])) } }] : [];
}

/** Checks that the user's own paths lead to microservices that run, and the default ones to a receiver that is on. */
export function checkIngress({ config, findings, chart }: Checked, release: DistributedRelease): void {
  const { values, receivers } = config;
  if (!isOn(values)) return;
  const key = [...valuesKeyOf(config), 'ingress'];
  const paths = mapAt(values, 'ingress', 'paths');
  const running: readonly string[] = workloadsOf(config, release);
  for (const workload of WORKLOADS) {
    const service = targetName(workload);
    if (running.includes(workload) || !isTrueInTemplate(paths[service])) continue;
    const problem = `leads to the Service of the ${service}, which does not run with ${chart}`;
    findings.error([...key, 'paths', service], TEMPO_RULES.says('ingress-to-nowhere', problem, 'remove it'));
  }
  if (!release.ingressOfClosedPort || receivers.includes('otlp-http') || Object.hasOwn(paths, 'distributor')) return;
  const problem = `the path /v1/traces of ${chart} leads to otlp-http, which ${findings.where(['tempo', 'receivers'])} does not list`;
  const fix = 'add otlp-http there, or set ingress.paths.distributor in tempo.values';
  findings.error([...key, 'enabled'], TEMPO_RULES.says('ingress-to-nowhere', problem, fix));
}

/** The Ingresses whose hosts are lists, with the value that turns on what they lead to. */
const OF_HOSTS = [
  { part: 'gateway', by: ['gateway', 'enabled'] },
  { part: 'queryFrontend', by: ['queryFrontend', 'query', 'enabled'] },
];

/** Checks the Ingresses of the gateway and of tempo-query. */
export function checkHostIngresses(checked: Checked, release: DistributedRelease): void {
  const { values } = checked.config;
  for (const { part, by } of OF_HOSTS) {
    if (part === 'queryFrontend' && !release.queryIngress) continue;
    if (!isTrueInTemplate(at(values, ...by)) || !isOn(at(values, part))) continue;
    checkPaths(checked, [part, 'ingress']);
    if (part === 'queryFrontend' && release.queryIngressFailsWithTls) checkTls(checked, [part, 'ingress']);
  }
}

/**
 * The paths have the type that the values say, and those of the default host say none (templates/gateway/ingress-gateway.yaml and
 * templates/query-frontend/ingress-query-frontend.yaml of every release, rendered).
 */
function checkPaths({ config: { values, keys }, findings }: Checked, ingress: readonly string[]): void {
  const report = (path: Path, problem: string, fix: string) =>
    findings.error(
      [...valuesKeyOf({ keys }), ...path],
      TEMPO_RULES.says('ingress-path', `${problem}, and the API server refuses that`, fix),
    );
  if (at(values, ...ingress, 'hosts') === undefined)
    report(
      [...ingress, 'enabled'],
      'the path of the default host has no pathType',
      `set ${ingress.join('.')}.hosts, with a pathType for each path`,
    );
  listAt(values, ...ingress, 'hosts').forEach((host, index) => {
    const place = [...ingress, 'hosts', index, 'paths'];
    const paths = listAt(host, 'paths');
    if (paths.length === 0) report(place.slice(0, -1), 'has no paths', 'add paths, each with its pathType');
    paths.forEach((path, number) => {
      if (!textAt(path, 'pathType')) report([...place, number], 'has no pathType', 'add one, such as pathType: Prefix');
    });
  });
}

/** The template indents the name of the Secret as an item of the hosts; without any, it becomes a field of them. */
function checkTls({ config: { values, keys }, findings, chart }: Checked, ingress: readonly string[]): void {
  const own = at(values, ...ingress, 'tls');
  const named = listAt(values, ...ingress, 'tls').filter((item) => isTrueInTemplate(at(item, 'secretName')));
  if (own !== undefined && named.length === 0) return;
  const path = own === undefined ? 'enabled' : 'tls';
  const whose = own === undefined ? 'the default of tls has' : 'has';
  const isRendered = own !== undefined && named.every((item) => listAt(item, 'hosts').length === 0);
  const problem = isRendered
    ? `has a secretName, of which ${chart} makes a field of hosts, and the API server refuses that`
    : `${whose} a secretName, with which ${chart} does not render`;
  const fix =
    own === undefined ? `set ${ingress.join('.')}.tls to []` : 'remove secretName, so that the controller uses its default certificate';
  findings.error([...valuesKeyOf({ keys }), ...ingress, path], TEMPO_RULES.says('ingress-tls', problem, fix));
}
