/** A cluster file with the collector in one tier and in two. */
import { OPERATOR_API } from '../../../charts/monitoring/api';
import type { Case } from '../case';
import { clusterText, USUAL_STORAGE } from './cluster-file';

const TAIL_SAMPLING = ', tailSampling: { policies: [{ name: all, type: always_sample }] }';

/** @param version of the chart opentelemetry-collector. @param tempo the release of the chart tempo */
export const collectorCases = (version: string, tempo: string): Case[] =>
  [
    ['one tier', ''],
    ['two tiers', TAIL_SAMPLING],
  ].map(([name = '', more]) => ({
    name,
    text: clusterText(
      `  monolithic: ${tempo}\n  receivers: [otlp-grpc, otlp-http]\n  persistence: {}\n${USUAL_STORAGE}`,
      `collector: { chart: ${version}${more} }\nkubernetes: { apis: [${OPERATOR_API}] }\nmonitoring: true\n`,
    ),
    says: [],
  }));
