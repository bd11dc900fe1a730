/** Annotations in the user's own values with which pods have no proxy of Linkerd, or some connections pass by it. */
import { isMap, textAt } from '../../lib/yaml/parsed';
import type { Values } from '../helm-values/user-values';
import { asksForProxy, INJECT, SKIP_INBOUND, SKIP_OUTBOUND, SKIP_SUBNETS } from '../linkerd/injection';
import type { Side } from './hop';

const SKIPPING = [SKIP_INBOUND, SKIP_OUTBOUND, SKIP_SUBNETS];

/** Values of tempo-distributed for pods of all microservices. */
const OF_ALL = ['tempo', 'global', 'defaults'];

/** Those of the zones of ingesters too. */
function annotationsIn(values: unknown): Readonly<Values>[] {
  if (Array.isArray(values)) return values.flatMap(annotationsIn);
  if (!isMap(values)) return [];
  return Object.entries(values).flatMap(([key, value]) => (key === 'podAnnotations' && isMap(value) ? [value] : annotationsIn(value)));
}

const passesProxy = (values: unknown): boolean =>
  annotationsIn(values).some((annotations) => {
    const inject = textAt(annotations, INJECT);
    return (inject !== undefined && !asksForProxy(inject)) || SKIPPING.some((name) => (textAt(annotations, name) ?? '') !== '');
  });

/** The pods of a chart, by the user's own values of them. */
export const annotated = (values: unknown, side: Side): Side => (passesProxy(values) ? { ...side, passesProxy: true } : side);

/** Those of one part of tempo-distributed, by its key in the values. */
export const annotatedPart = (values: Readonly<Values>, part: string, side: Side): Side =>
  annotated(
    [...OF_ALL, part].map((key) => values[key]),
    side,
  );
