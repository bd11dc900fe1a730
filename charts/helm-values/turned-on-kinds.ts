/** Kinds that a chart renders only if the user's own values turn them on. The AppProject permits them then. */
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at, mapAt, textAt } from '../../lib/yaml/parsed';
import { GATEWAY_API } from '../gateway-api';
import type { Values } from './user-values';

/** Each with the path of the value that turns it on. */
export type KindsByValue = readonly (readonly [path: string, kind: string])[];

/** @returns `policy/PodDisruptionBudget`, say */
export const turnedOnKinds = (values: Readonly<Values>, kinds: KindsByValue): string[] =>
  kinds.filter(([path]) => isTrueInTemplate(at(values, ...path.split('.')))).map(([, kind]) => kind);

/** The kinds of routes of Gateway API below some paths, each by a name of the user. */
export const routeKinds = (values: Readonly<Values>, paths: readonly string[]): string[] => [
  ...new Set(
    paths
      .flatMap((path) => Object.values(mapAt(values, ...path.split('.'))))
      .filter((route) => isTrueInTemplate(at(route, 'enabled')))
      .map((route) => `${GATEWAY_API}/${textAt(route, 'kind') || 'HTTPRoute'}`),
  ),
];
