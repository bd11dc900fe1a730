/** Security contexts of pods and containers. */
import type { Mistake } from '../mistake';
import { allWithin, type Field, type Format, formed, oneOf, required, requiredFormed, within } from './field';
import { RELATIVE_PATH } from './formats';
import { duplicates } from './unique';

const PROFILES = ['RuntimeDefault', 'Localhost', 'Unconfined'];

const ofBoth = (context: Field): Mistake[] => [
  ...allWithin(context, ['runAsUser', 'runAsGroup'], 0),
  ...profile(context.at('seccompProfile')),
  ...profile(context.at('appArmorProfile')),
];

export const containerSecurity = (context: Field): Mistake[] => [
  ...ofBoth(context),
  ...oneOf(context.at('procMount'), 'invalid-value', ['Default', 'Unmasked']),
  ...escalation(context),
];

export const podSecurity = (spec: Field): Mistake[] => {
  const context = spec.at('securityContext');
  return [
    ...ofBoth(context),
    ...within(context.at('fsGroup'), 0),
    ...context.items('supplementalGroups').flatMap((group) => within(group, 0)),
    ...oneOf(context.at('fsGroupChangePolicy'), 'invalid-value', ['OnRootMismatch', 'Always']),
    ...oneOf(context.at('supplementalGroupsPolicy'), 'invalid-value', ['Merge', 'Strict']),
    ...sysctls(context),
    ...unmasked(spec),
    ...(spec.at('shareProcessNamespace').value === true && spec.at('hostPID').value === true
      ? [spec.at('shareProcessNamespace').refused('conflicting-fields', 'is set beside hostPID', 'remove one of the two')]
      : []),
    ...(spec.at('hostUsers').value === false
      ? ['hostNetwork', 'hostPID', 'hostIPC'].flatMap((name) =>
          spec.at(name).value === true
            ? [spec.at(name).refused('conflicting-fields', 'is set, and hostUsers is false', 'remove one of the two')]
            : [],
        )
      : []),
  ];
};

function profile(field: Field): Mistake[] {
  if (!field.isSet) return [];
  const [type, local] = [field.at('type'), field.at('localhostProfile')];
  if (type.text === undefined) return required(type);
  if (type.text === 'Localhost')
    return [...required(local), ...(field.path.at(-1) === 'seccompProfile' ? formed(local, 'invalid-path', RELATIVE_PATH) : [])];
  return [
    ...oneOf(type, 'invalid-value', PROFILES),
    ...(local.isSet
      ? [local.refused('conflicting-fields', `is set, and type is ${type.printed}`, 'remove it, or use type: Localhost')]
      : []),
  ];
}

function escalation(context: Field): Mistake[] {
  const field = context.at('allowPrivilegeEscalation');
  if (field.value !== false) return [];
  const reason =
    context.at('privileged').value === true
      ? 'privileged is true'
      : context.texts('capabilities', 'add').includes('CAP_SYS_ADMIN') && 'capabilities add CAP_SYS_ADMIN';
  return reason ? [field.refused('conflicting-fields', `is false, and ${reason}`, 'change one of the two')] : [];
}

/** `kernel.shm_rmid_forced`, also with slashes. */
const SYSCTL: Format = {
  isValid: (text) => text.length <= 253 && /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/.test(text),
  what: 'the name of a kernel parameter',
  fix: 'use a name such as net.core.somaxconn',
};

/** `procMount: Unmasked` needs users of its own. */
const unmasked = (spec: Field): Mistake[] =>
  spec.at('hostUsers').value === false
    ? []
    : [...spec.items('containers'), ...spec.items('initContainers')].flatMap((container) => {
        const field = container.at('securityContext', 'procMount');
        return field.text === 'Unmasked'
          ? [field.refused('conflicting-fields', 'is Unmasked, and hostUsers is not false', 'add hostUsers: false to the pod')]
          : [];
      });

const sysctls = (context: Field): Mistake[] => [
  ...context.items('sysctls').flatMap((sysctl) => requiredFormed(sysctl.at('name'), 'invalid-value', SYSCTL)),
  ...duplicates(context.items('sysctls'), 'name'),
];
