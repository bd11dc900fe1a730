/** All checks, in the order of the report. */
import { addresses } from './addresses/addresses';
import { argocd } from './argocd/argocd';
import type { Check } from './check';
import { configuration } from './configuration/configuration';
import { freshness } from './freshness/freshness';
import { hygiene } from './hygiene/hygiene';
import { identity } from './identity/identity';
import { microservices } from './microservices/microservices';
import { render } from './render/render';
import { shape } from './shape/shape';
import { values } from './values/values';

export const CHECKS: readonly Check[] = [
  freshness,
  render,
  argocd,
  values,
  microservices,
  configuration,
  addresses,
  identity,
  shape,
  hygiene,
];
