/** The Gateway of Traefik's chart, for HTTPRoutes of Gateway API v1. */
import type { Findings } from '../../../lib/cluster-file/findings';
import { listed } from '../../../lib/findings/listed';
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at, mapAt, type Path, textAt, textsIn } from '../../../lib/yaml/parsed';
import { type GatewayListener, type GatewayRoute, hostsMeet } from '../../gateway-api';
import { singleValue } from '../../helm-values/merge-values';
import type { ReservedValues, Values } from '../../helm-values/user-values';
import type { Pinned } from '../collector';
import { namespaceOf, type TraefikConfig } from '../config';
import { k3sReleases } from '../k3s-releases';
import { type TraefikChartRelease, type TraefikRelease, traefikReleases } from '../releases';
import { TRAEFIK_RULES } from '../rules';
import { CLASS_NAME, GATEWAY_CLASS } from './classes';
import { portsIn } from './entry-points';

/** The name of the Gateway that the chart makes. */
const GATEWAY = 'traefik-gateway';

/** The chart has a listener only for this entry point. */
const LISTENER = 'web';

/** The chart names listeners by their entry points. */
export const listenerOf = (config: TraefikConfig, entryPoint: string): GatewayListener => ({
  gateway: GATEWAY,
  namespace: namespaceOf(config),
  listener: entryPoint,
});

const NAMES = 'remove it, because the HTTPRoute of the demo is for the Gateway of the chart';

export const reservedWithGateway = (config: TraefikConfig): ReservedValues => [
  ['providers.kubernetesGateway.enabled', NAMES, undefined, true],
  ['gateway.name', NAMES, undefined, GATEWAY],
  ['gateway.namespace', NAMES, undefined, namespaceOf(config)],
  ['gateway.enabled', NAMES, undefined, true],
  ['gatewayClass.enabled', NAMES, undefined, true],
  ['gatewayClass.name', NAMES, undefined, CLASS_NAME],
];

/**
 * Turns the provider on, and lets routes of other namespaces attach to a listener.
 * @param user the user's own values, which may have other ports and listeners
 */
export function gatewayValues(listener: string, { gatewayPolicy }: TraefikRelease, user: Values): Values {
  const own = at(user, 'gateway', 'listeners', listener);
  const port = at(user, 'ports', listener, 'port');
  return {
    providers: { kubernetesGateway: { enabled: true } },
    gateway: {
      listeners: singleValue([listener], {
        ...(port !== undefined && at(own, 'port') === undefined && { port }),
        ...(listener !== LISTENER && own === undefined && { protocol: 'HTTP' }),
        namespacePolicy: gatewayPolicy === 'map' ? { from: 'All' } : 'All',
      }),
    },
  };
}

/** Whether this Traefik serves HTTPRoutes, and its Gateway has the listener. */
export function checkGateway(listener: string, release: TraefikRelease, pinned: Pinned, user: Values, findings: Findings): void {
  const { key, version } = pinned;
  const asked = findings.where(['emojivoto', 'route']);
  if (!servesRoutes(release)) {
    const newer = key === 'chart' ? traefikReleases.firstAfter(version, servesRoutes) : newerK3s(version);
    const problem = `${version} does not serve HTTPRoutes of Gateway API v1, which ${asked} needs`;
    const fix = `${newer === undefined ? '' : `pin ${newer} or newer, or `}use route: ingress`;
    findings.error(['traefik', key], TRAEFIK_RULES.says('no-gateway', problem, fix));
    return;
  }
  const isTls = isTrueInTemplate(at(user, 'ports', listener, 'tls', 'enabled')) || textAt(user, 'ports', listener, 'port') === undefined;
  if (listener === LISTENER || !isTls || at(user, 'gateway', 'listeners', listener) !== undefined) return;
  const problem = `the Gateway of Traefik has no listener ${listener} for ${asked}, because a listener with TLS needs a certificate`;
  const fix = `set gateway.listeners.${listener} in traefik.values, with port, protocol: HTTPS and certificateRefs, or use ${LISTENER}`;
  findings.error(['emojivoto', 'entrypoint'], TRAEFIK_RULES.says('no-listener', problem, fix));
}

/** Whether the user's values let Traefik read the route, and its listener serve the host. */
export function checkRoute({ listener, host, namespace }: GatewayRoute, config: TraefikConfig, findings: Findings): void {
  const namespacesKey = ['providers', 'kubernetesGateway', 'namespaces'];
  const namespaces = textsIn(at(config.values, ...namespacesKey));
  const missing = [namespaceOf(config), namespace].filter((name) => !namespaces.includes(name));
  const route = findings.where(['emojivoto', 'route']);
  const report = (path: Path, problem: string, fix: string) =>
    findings.error(['traefik', 'values', ...path], TRAEFIK_RULES.says('route-not-served', problem, fix));
  if (namespaces.length > 0 && missing.length > 0)
    report(
      namespacesKey,
      `lacks the ${missing.length > 1 ? 'namespaces' : 'namespace'} ${listed(missing)}, which ${route} needs`,
      `add ${listed(missing)}, or remove namespaces`,
    );
  const hostnameKey = ['gateway', 'listeners', listener, 'hostname'];
  const hostname = textAt(config.values, ...hostnameKey);
  if (hostname && !hostsMeet(hostname, host))
    report(
      hostnameKey,
      `is ${hostname}, which does not cover the host ${host} of ${route}`,
      'use a hostname that covers it, or remove hostname',
    );
}

/** Whether each listener of the user has the port of an entry point: the chart fails with another one. @param all all values */
export function checkListenerPorts(all: Values, release: TraefikRelease, { values: user }: TraefikConfig, findings: Findings): void {
  const isOn = at(all, 'gateway', 'enabled');
  const isOff = isOn !== undefined && !isTrueInTemplate(isOn);
  if (release.gatewayPolicy === undefined || !hasGatewayClass(all, release) || isOff) return;
  const ports = portsIn(user, release);
  for (const name of Object.keys(mapAt(user, 'gateway', 'listeners'))) {
    const port = textAt(user, 'gateway', 'listeners', name, 'port');
    if (port === undefined || ports.includes(Number(port))) continue;
    const problem = `is ${port}, which is the port of no entry point in ports, so the chart does not render`;
    const statement = TRAEFIK_RULES.says('listener-port', problem, `use one of ${listed(ports.map(String))}`);
    findings.error(['traefik', 'values', 'gateway', 'listeners', name, 'port'], statement);
  }
}

const servesRoutes = ({ traefik, gatewayPolicy }: Pick<TraefikRelease, 'traefik' | 'gatewayPolicy'>): boolean =>
  traefik.gatewayApi !== undefined && gatewayPolicy !== undefined;

const newerK3s = (version: string): string | undefined =>
  k3sReleases.firstAfter(version, ({ chart, traefik }) => servesRoutes({ ...chart, traefik }));

/** What the cluster needs for the Gateway and its routes. @param release the one in use, with the Traefik that runs */
export function gatewayRequirement({ traefik, hasGatewayCrds }: TraefikRelease, { key, version }: Pinned): string {
  const isThere = key === 'chart' && hasGatewayCrds;
  return `the CustomResourceDefinitions of Gateway API ${traefik.gatewayApi} or newer, standard channel${isThere ? `, which the chart traefik ${version} has too` : ''}`;
}

type RenderedRelease = Pick<TraefikChartRelease, 'rendered' | 'unreached'>;

/**
 * Whether the provider for Gateway API is on, by a route of the demo or by the user's own values. Before chart 29.0.0,
 * its value is among those of experiments.
 */
export const hasGatewayClass = (values: Readonly<Values>, { gatewaySwitch }: Pick<TraefikRelease, 'gatewaySwitch'>): boolean =>
  isTrueInTemplate(at(values, ...gatewaySwitch.split('.')));

/** With the class of the Gateway, which the AppProject must permit, and whose annotations no release of the chart has a value for. */
export const withGatewayClass = ({ rendered, unreached }: RenderedRelease, values: Readonly<Values>): RenderedRelease => ({
  rendered: {
    ...rendered,
    cluster: [...(rendered.cluster ?? []), { kind: GATEWAY_CLASS, name: textAt(values, 'gatewayClass', 'name') || CLASS_NAME }],
  },
  unreached: { ...unreached, annotations: [...unreached.annotations, 'GatewayClass'].sort() },
});
