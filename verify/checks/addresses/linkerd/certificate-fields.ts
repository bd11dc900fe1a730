/** Checks the fields of cert-manager's Certificates. */
import { error, type Finding, type Statement, warning } from '../../../../lib/findings/finding';
import { listed } from '../../../../lib/findings/listed';
import { at, listAt, textAt, textFrom } from '../../../../lib/yaml/parsed';
import type { Manifest, World } from '../../../stack';
import { minutesOf } from '../../../world/duration';
import { aboutObject, annotationOf, groupOf } from '../../../world/kubernetes';
import { ADDRESSES_RULES } from '../rules';
import { isAuthorityOfLinkerd } from './certificate-limits';

export function checkCertificateFields({ objects, isOurs, declared: { webhookIssuer } }: World): Finding[] {
  const ofWebhooks = new Set(objects.flatMap(({ object }) => annotationOf(object, 'cert-manager.io/inject-ca-from') ?? []));
  return objects.flatMap(({ object, namespace, place, rendered }) => {
    if (object.kind !== 'Certificate' || groupOf(object) !== 'cert-manager.io') return [];
    const isOfWebhook = ofWebhooks.has(`${namespace}/${object.metadata.name}`);
    const isMade = isOurs && !rendered;
    return [
      ...[...times(object), ...(isOfWebhook ? usages(object) : []), ...(isMade && webhookIssuer ? issuer(object, webhookIssuer) : [])].map(
        (statement) => error(place, statement, aboutObject(object)),
      ),
      ...(isMade ? authority(object) : []).map((statement) => warning(place, statement, aboutObject(object))),
    ];
  });
}

/** ValidateDuration of cert-manager 1.x (internal/apis/certmanager/validation/certificate.go). */
function times({ spec }: Manifest): Statement[] {
  const says = (problem: string, fix: string) => [ADDRESSES_RULES.says('certificate-time', problem, fix)];
  const texts = { duration: textAt(spec, 'duration') ?? '2160h0m0s', renewBefore: textAt(spec, 'renewBefore') };
  const invalid = Object.entries(texts).find(([, text]) => text !== undefined && minutesOf(text) === undefined);
  if (invalid) return says(`spec.${invalid[0]} is ${invalid[1]}, which is not a duration`, 'use one such as 720h0m0s');
  const duration = minutesOf(texts.duration) ?? 0;
  if (duration < 60) return says(`spec.duration (${texts.duration}) is shorter than an hour, which cert-manager refuses`, 'use 2160h0m0s');
  const before = texts.renewBefore === undefined ? undefined : (minutesOf(texts.renewBefore) ?? 0);
  if (before === undefined) return [];
  if (before < 5)
    return says(`spec.renewBefore (${texts.renewBefore}) is shorter than 5 minutes, which cert-manager refuses`, 'use 720h0m0s');
  if (before < duration) return [];
  const problem = `spec.renewBefore (${texts.renewBefore}) is not shorter than spec.duration (${texts.duration}), which cert-manager refuses`;
  return says(problem, 'use a third of the duration');
}

/** Extended usages: a certificate without any can be used for everything. */
const EXTENDED = [
  ...['client auth', 'code signing', 'email protection', 's/mime', 'ipsec end system', 'ipsec tunnel', 'ipsec user', 'timestamping'],
  ...['ocsp signing', 'microsoft sgc', 'netscape sgc'],
];

function usages({ spec }: Manifest): Statement[] {
  const all = listAt(spec, 'usages').map(textFrom);
  const others = all.filter((usage) => EXTENDED.includes(usage));
  if (others.length === 0 || all.includes('server auth') || all.includes('any')) return [];
  const problem = `spec.usages has ${listed(others)} and not server auth, so no webhook can use it`;
  return [ADDRESSES_RULES.says('certificate-usage', problem, 'add server auth')];
}

function issuer({ spec }: Manifest, name: string): Statement[] {
  const ref = at(spec, 'issuerRef');
  // The check `shape` reports a missing field.
  if (ref === undefined) return [];
  const found = { name: textAt(ref, 'name'), kind: textAt(ref, 'kind') ?? 'Issuer', group: textAt(ref, 'group') || 'cert-manager.io' };
  const wanted = { name, kind: 'ClusterIssuer', group: 'cert-manager.io' };
  return (['name', 'kind', 'group'] as const).flatMap((field) => {
    if (found[field] === wanted[field]) return [];
    const problem = `spec.issuerRef.${field} is ${found[field]}, but linkerd.webhookIssuer of the cluster file is ${wanted.kind} ${name}`;
    return [ADDRESSES_RULES.says('certificate-issuer', problem, `use ${wanted[field]}`)];
  });
}

function authority(certificate: Manifest): Statement[] {
  if (at(certificate.spec, 'isCA') !== true || isAuthorityOfLinkerd(certificate)) return [];
  const problem = 'spec.isCA is true, so whoever reads its Secret can sign other certificates';
  return [ADDRESSES_RULES.says('certificate-usage', problem, 'remove it')];
}
