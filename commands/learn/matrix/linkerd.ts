/** A cluster file with the Jaeger extension of Linkerd. */
import type { Case } from '../case';
import { clusterText, USUAL_STORAGE } from './cluster-file';

/** @param version of Linkerd. @param tempo the release of the chart tempo-distributed, which still receives OpenCensus. @param traefik the release of its chart */
export const linkerdCases = (version: string, tempo: string, traefik: string): Case[] =>
  ['application', 'manifests'].map((helm) => ({
    name: helm,
    text: clusterText(
      `  chart: ${tempo}\n  receivers: [otlp-grpc, otlp-http, zipkin, opencensus]\n  persistence: {}\n${USUAL_STORAGE}`,
      `linkerd: { version: ${version}, webhookIssuer: issuer }\ntraefik: { chart: ${traefik} }\n`,
      `helm: ${helm}`,
    ),
    says: [],
  }));
