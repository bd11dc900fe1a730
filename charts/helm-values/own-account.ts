/** A ServiceAccount that the user's own values name in place of that of a chart, which then makes none. */
import { isTrueInTemplate } from '../../lib/helm/truth';
import { mapAt } from '../../lib/yaml/parsed';
import type { Values } from './user-values';

/** With the switch `create`. @returns undefined if the chart makes its account, and for that of every namespace */
export function ownAccount(values: Readonly<Values>): string | undefined {
  const { create, name } = mapAt(values, 'serviceAccount');
  return create === undefined || isTrueInTemplate(create) ? undefined : accountIn(name, values);
}

/** Without a switch: a name alone is of an account that exists. */
export const namedAccount = (values: Readonly<Values>): string | undefined => accountIn(mapAt(values, 'serviceAccount').name, values);

const accountIn = (name: unknown, values: Readonly<Values>): string | undefined =>
  typeof name === 'string' && name !== '' && name !== 'default' && !makesAccounts(values) ? name : undefined;

/** Items of `extraObjects` are objects, or templates as text. */
const makesAccounts = ({ extraObjects }: Readonly<Values>): boolean => /\bServiceAccount\b/.test(JSON.stringify(extraObjects) ?? '');

/**
 * What the cluster must already have for it; empty without one.
 * @param pullSecrets that its pods have by their account alone. @default none
 */
export const accountRequirements = (
  account: string | undefined,
  namespace: string,
  pullSecrets: readonly { readonly name: string }[] = [],
): string[] => {
  if (account === undefined) return [];
  const login = pullSecrets.length > 0 ? `, with ${pullSecrets.map(({ name }) => name).join(' and ')} in its imagePullSecrets` : '';
  return [`the ServiceAccount ${account} in namespace ${namespace}${login}`];
};
