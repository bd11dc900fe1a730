/** The facts of the chart opentelemetry-collector in its objects. */
import type { CollectorRelease } from '../../../charts/collector/releases';
import type { Reading } from './fact';
import { imagesOf } from './image';
import { kindsOfObjectsIn } from './kinds';
import { valueTypesIn } from './value-types';

export const collectorFacts: Reading<CollectorRelease> = (facts, view) => [
  ...imagesOf('program', facts.program ?? '', 'opentelemetry-collector-contrib', view),
  ...valueTypesIn(facts.valueTypes(), view),
  ...kindsOfObjectsIn({ namespaced: facts.namespaced }, view),
];
