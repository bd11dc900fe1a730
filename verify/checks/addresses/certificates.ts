/** Checks that the Certificate of each webhook exists and is valid for the name of its Service. */
import { error, type Finding } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { nearest } from '../../../lib/findings/nearest';
import { at, listAt, mapAt, textAt, textFrom } from '../../../lib/yaml/parsed';
import type { Manifest, Placed, World } from '../../stack';
import { aboutObject, annotationOf, groupOf, titleOf } from '../../world/kubernetes';
import { ADDRESSES_RULES } from './rules';
import { isWebhooks } from './webhooks';

export function checkCertificates({ objects, isOurs, declared: { webhookIssuer } }: World): Finding[] {
  const certificates = new Map(
    objects
      .filter(({ object }) => object.kind === 'Certificate' && groupOf(object) === 'cert-manager.io')
      .map((placed) => [`${placed.namespace}/${placed.object.metadata.name}`, placed]),
  );
  return objects.flatMap((placed) => {
    const from = annotationOf(placed.object, 'cert-manager.io/inject-ca-from');
    // Elsewhere, a controller may write the certificate authority.
    if (from === undefined) return isOurs ? withoutAuthority(placed, webhookIssuer !== undefined) : [];
    const certificate = certificates.get(from);
    if (certificate) return uncovered(certificate, placed.object);
    const known = isOurs ? [...certificates.keys()] : [nearest(from, [...certificates.keys()])].flatMap((name) => name ?? []);
    return isOurs || known.length > 0 ? [missing(from, placed, known)] : [];
  });
}

function missing(name: string, { object, place }: Placed, known: readonly string[]): Finding {
  const problem = `takes its certificate authority from Certificate ${name}, which does not exist`;
  const fix = known.length > 0 ? `use ${known.join(' or ')}` : 'create it';
  return error(place, ADDRESSES_RULES.says('no-such-certificate', problem, fix), aboutObject(object));
}

/** The names of a webhook's Service that its Certificate is not valid for. */
function uncovered({ object: certificate, place }: Placed, webhooks: Manifest): Finding[] {
  const known = listAt(certificate, 'spec', 'dnsNames').map(textFrom);
  return listAt(webhooks, 'webhooks').flatMap((webhook) => {
    const service = at(webhook, 'clientConfig', 'service');
    const name = `${textAt(service, 'name')}.${textAt(service, 'namespace')}.svc`;
    if (service === undefined || known.includes(name) || known.includes(name.replace(/^[^.]+/, '*'))) return [];
    const problem = `is valid for ${listed(known)}, but ${titleOf(webhooks)} calls ${name}`;
    return [error(place, ADDRESSES_RULES.says('certificate-name', problem, `add ${name} to dnsNames`), aboutObject(certificate))];
  });
}

/**
 * A webhook whose certificate nobody can verify. Another annotation may bring the authority, or a label, such as that of the
 * rollout-operator, which makes its own certificate.
 * @param isIssued whether the one of Linkerd's extension has a Certificate here
 */
function withoutAuthority({ object, place }: Placed, isIssued: boolean): Finding[] {
  if (!isWebhooks(object)) return [];
  const lacks = listAt(object, 'webhooks').some(
    (webhook) => at(webhook, 'clientConfig', 'service') && !textAt(webhook, 'clientConfig', 'caBundle'),
  );
  const isOfExtension = isIssued && object.metadata.name.includes('jaeger');
  const marks = ['annotations', 'labels'].flatMap((field) => Object.keys(mapAt(object, 'metadata', field)));
  const isInjected = !isOfExtension && marks.some((name) => /inject/.test(name));
  if (!lacks || isInjected) return [];
  const statement = ADDRESSES_RULES.says(
    'no-such-certificate',
    'has no caBundle and no annotation cert-manager.io/inject-ca-from, so the API server cannot call it',
    'add the annotation',
  );
  return [error(place, statement, aboutObject(object))];
}
