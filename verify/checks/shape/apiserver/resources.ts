/** Requests and limits of containers, pods and claims. */
import { nearest } from '../../../../lib/findings/nearest';
import type { Mistake } from '../mistake';
import { type Field, formed } from './field';
import { LABEL, LABEL_KEY } from './formats';
import { isWhole, quantityMistakes, quantityOf } from './quantity';

const OF_CONTAINERS = ['cpu', 'memory', 'ephemeral-storage'];
const OF_PODS = ['cpu', 'memory'];
const HUGE = 'hugepages-';

const isNative = (name: string): boolean => !name.includes('/') || name.includes('kubernetes.io/');
/** Resources of devices, such as `nvidia.com/gpu`: whole numbers, and the limit is also the request. */
const isExtended = (name: string): boolean => !isNative(name) && !name.startsWith('requests.') && LABEL_KEY.isValid(`requests.${name}`);

/** @param known the resources without a domain that are allowed, beside huge pages */
function nameMistakes(name: string, field: Field, known: readonly string[]): Mistake[] {
  if (LABEL_KEY.isValid(name)) {
    if (known.includes(name) || name.startsWith(HUGE)) return [];
    if (name.includes('/') && known === OF_CONTAINERS && (isNative(name) || isExtended(name))) return [];
  }
  const meant = nearest(name, known);
  const fix = meant ? `did you mean ${meant}?` : `use ${known.join(', ')}${known === OF_CONTAINERS ? ', or a resource with a domain' : ''}`;
  return [field.refused('unknown-resource', 'is an unknown resource', fix)];
}

function valueMistakes(name: string, field: Field): Mistake[] {
  const mistakes = quantityMistakes(field);
  const quantity = quantityOf(field.value);
  if (mistakes.length > 0 || quantity === undefined) return mistakes;
  if (isExtended(name) && !isWhole(quantity))
    return [field.refused('invalid-quantity', `is ${field.printed}, but must be a whole number`, 'use a whole number')];
  if (!name.startsWith(HUGE)) return [];
  const page = quantityOf(name.slice(HUGE.length));
  if (page !== undefined && page > 0n && quantity % page === 0n) return [];
  return [
    field.refused('invalid-quantity', `is ${field.printed}, but must be a multiple of ${name.slice(HUGE.length)}`, 'use whole pages'),
  ];
}

function requestMistakes(name: string, field: Field, resources: Field): Mistake[] {
  const limit = resources.at('limits', name);
  const mustBeEqual = !isNative(name) || name.startsWith(HUGE);
  if (!limit.isSet)
    return mustBeEqual ? [limit.refused('requests-over-limits', `is missing, but ${name} is requested`, `use ${field.printed}`)] : [];
  const [asked, most] = [quantityOf(field.value), quantityOf(limit.value)];
  if (asked === undefined || most === undefined || asked === most || (asked < most && !mustBeEqual)) return [];
  const problem = `is ${field.printed}, but the limit is ${limit.printed}`;
  return [field.refused('requests-over-limits', problem, mustBeEqual ? 'use the same' : 'lower the request, or raise the limit')];
}

function hugePageMistakes(resources: Field): Mistake[] {
  const names = [...resources.entries('limits'), ...resources.entries('requests')].map(([name]) => name);
  if (!names.some((name) => name.startsWith(HUGE)) || names.some((name) => OF_PODS.includes(name))) return [];
  return [resources.refused('unknown-resource', 'has huge pages, but neither cpu nor memory', 'add cpu or memory')];
}

const mistakes = (resources: Field, known: readonly string[]): Mistake[] => [
  ...['limits', 'requests'].flatMap((part) =>
    resources
      .entries(part)
      .flatMap(([name, field]) => [
        ...nameMistakes(name, field, known),
        ...valueMistakes(name, field),
        ...(part === 'requests' ? requestMistakes(name, field, resources) : []),
      ]),
  ),
  ...hugePageMistakes(resources),
];

export const containerResources = (resources: Field, claims: readonly string[]): Mistake[] => [
  ...mistakes(resources, OF_CONTAINERS),
  ...resources.items('claims').flatMap((claim) => {
    const name = claim.at('name');
    if (name.text === undefined || claims.includes(name.text)) return formed(claim.at('request'), 'invalid-reference', LABEL);
    return [name.refused('invalid-reference', `is ${name.printed}, which is not in resourceClaims of the pod`, 'add it there')];
  }),
];

/** Resources of the whole pod. */
export const podResources = (resources: Field): Mistake[] => mistakes(resources, OF_PODS);

/** The name of a resource of a container, as a value. */
export const resourceName = (field: Field): Mistake[] => (field.text === undefined ? [] : nameMistakes(field.text, field, OF_CONTAINERS));
