/** Cluster files that together use everything that synth writes for the chart of Traefik. */
import { type TraefikChartRelease, traceIdFieldOf } from '../../../charts/traefik/releases';
import type { Release } from '../../../lib/releases/table';
import type { Case } from '../case';
import { clusterText, USUAL_RECEIVERS, USUAL_STORAGE } from './cluster-file';

/** The name of the case whose release the facts are read from. */
export const INSTALLED = 'installed';

/** With a Tempo whose own chart is not rendered, because only its addresses matter: its folder may hold Traefik alone. */
export function traefikCases(release: Release<TraefikChartRelease>, tempo: string): Case[] {
  const rate = { never: 1, 'not 0': 0.5, any: 0.5 }[release.sampleRate];
  const logsId = traceIdFieldOf(release) !== undefined;
  const says = logsId ? [] : ['logs no trace id'];
  const pin = `  monolithic: ${tempo}\n`;
  const of = (name: string, keys: string, more = '', gitops = '', receivers = USUAL_RECEIVERS): Case => ({
    name,
    text: clusterText(`${pin}${receivers}${USUAL_STORAGE}`, `traefik: { chart: ${release.version}${keys} }\n${more}`, gitops),
    says,
  });
  const protocol = release.traefik.protocol === 'Zipkin' ? 'zipkin' : 'otlp-grpc';
  return [
    of(INSTALLED, `, via: release, sampleRate: ${rate}`),
    of('with-b3', ', via: release', 'emojivoto: {}\n', '', `  receivers: [${protocol}]\n`),
    of('manifests', ', via: release', logsId ? 'grafana: { loki: { url: "http://loki.logging:3100" } }\n' : '', 'helm: manifests'),
    of('values', ', via: values'),
  ];
}
