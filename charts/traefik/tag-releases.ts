/**
 * With which values each release of Traefik's chart compares the tag of its image with versions, which fails if the tag has a digest. Found
 * by rendering each of them with one.
 */
import { ANY } from '../metadata/values';

type Row = readonly [since: string, facts: { readonly comparesTag: readonly string[] }];

/** Instead of a path: with any values. */
export const IS_RENDERED = '';

export const TRAEFIK_TAGS: readonly Row[] = [
  ['10.0.0', { comparesTag: [] }],
  ['10.14.0', { comparesTag: [`ports.${ANY}.http3`] }],
  ['23.2.0', { comparesTag: [IS_RENDERED] }],
  ['25.0.0', { comparesTag: [] }],
  ['26.1.0', { comparesTag: ['experimental.kubernetesGateway.enabled'] }],
  ['29.0.0', { comparesTag: [IS_RENDERED] }],
  ['29.0.1', { comparesTag: [] }],
  ['30.0.1', { comparesTag: ['hub.token'] }],
  ['39.0.0', { comparesTag: [] }], // with a tag of Traefik, Hub fails in any case
];
