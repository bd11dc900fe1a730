/** A cluster file with vulture, in an Application and as manifests. */
import { OPERATOR_API } from '../../../charts/monitoring/api';
import type { Case } from '../case';
import { clusterText, USUAL_STORAGE } from './cluster-file';

/** @param version of the chart tempo-vulture. @param tempo the release of the chart tempo, which receives what every vulture sends */
export const vultureCases = (version: string, tempo: string): Case[] =>
  ['application', 'manifests'].map((helm) => ({
    name: helm,
    text: clusterText(
      `  monolithic: ${tempo}\n  receivers: [otlp-grpc, jaeger-grpc]\n  persistence: {}\n${USUAL_STORAGE}`,
      `vulture: { chart: ${version} }\nkubernetes: { apis: [${OPERATOR_API}] }\nmonitoring: true\n`,
      `helm: ${helm}`,
    ),
    says: [],
  }));
