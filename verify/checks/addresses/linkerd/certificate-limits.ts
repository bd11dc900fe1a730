/** Checks that cert-manager accepts each Certificate, and that Linkerd accepts the keys of its issuer and its trust anchor. */
import { error, type Finding, type Statement } from '../../../../lib/findings/finding';
import { at, textAt } from '../../../../lib/yaml/parsed';
import type { Manifest, World } from '../../../stack';
import { aboutObject, groupOf } from '../../../world/kubernetes';
import { ADDRESSES_RULES } from '../rules';

export const checkCertificateLimits = ({ objects }: World): Finding[] =>
  objects.flatMap(({ object, place }) => {
    if (object.kind !== 'Certificate' || groupOf(object) !== 'cert-manager.io') return [];
    const refused = [...name(object), ...history(object), ...percentage(object), ...size(object), ...encoding(object)];
    return (refused.length > 0 ? refused : ofLinkerd(object)).map((statement) => error(place, statement, aboutObject(object)));
  });

const says = (problem: string, fix: string): Statement[] => [
  ADDRESSES_RULES.says('certificate-refused', `${problem}, which cert-manager refuses`, fix),
];

/** ValidateCertificateSpec of cert-manager 1.x (internal/apis/certmanager/validation/certificate.go), as all that follow. */
function name({ spec }: Manifest): Statement[] {
  const { length } = textAt(spec, 'commonName') ?? '';
  return length > 64 ? says(`spec.commonName has ${length} characters`, 'use at most 64, or only dnsNames') : [];
}

function history({ spec }: Manifest): Statement[] {
  const limit = at(spec, 'revisionHistoryLimit');
  return typeof limit === 'number' && limit < 1 ? says(`spec.revisionHistoryLimit is ${limit}`, 'use 1 or more') : [];
}

function percentage({ spec }: Manifest): Statement[] {
  const share = at(spec, 'renewBeforePercentage');
  if (typeof share !== 'number') return [];
  if (at(spec, 'renewBefore') !== undefined) return says('spec has both renewBefore and renewBeforePercentage', 'remove one of them');
  return share > 0 && share < 100 ? [] : says(`spec.renewBeforePercentage is ${share}`, 'use a number from 1 to 99');
}

const ECDSA_SIZES = [256, 384, 521];

/** The key of a Certificate, with the defaults of cert-manager. */
function keyOf({ spec }: Manifest): { readonly algorithm: string; readonly size: number } {
  const algorithm = textAt(spec, 'privateKey', 'algorithm') || 'RSA';
  return { algorithm, size: Number(textAt(spec, 'privateKey', 'size') ?? 0) || (algorithm === 'ECDSA' ? 256 : 2048) };
}

function size(certificate: Manifest): Statement[] {
  const { algorithm, size: bits } = keyOf(certificate);
  const problem = `spec.privateKey has algorithm ${algorithm} with size ${bits}`;
  if (algorithm === 'ECDSA' && !ECDSA_SIZES.includes(bits)) return says(problem, `use one of ${ECDSA_SIZES.join(', ')}`);
  return algorithm === 'RSA' && (bits < 2048 || bits > 8192) ? says(problem, 'use 2048 to 8192') : [];
}

function encoding(certificate: Manifest): Statement[] {
  const found = textAt(certificate.spec, 'privateKey', 'encoding');
  if (keyOf(certificate).algorithm !== 'Ed25519' || found !== 'PKCS1') return [];
  return says('spec.privateKey has algorithm Ed25519 with encoding PKCS1', 'use PKCS8');
}

/** The Secrets that the identity controller of Linkerd reads, by the names in its chart and its documentation. */
const ISSUER = 'linkerd-identity-issuer';
const ANCHOR = 'linkerd-trust-anchor';

/** Whether Linkerd signs with a Certificate, which therefore must be a certificate authority. */
export const isAuthorityOfLinkerd = ({ spec }: Manifest): boolean => [ISSUER, ANCHOR].includes(textAt(spec, 'secretName') ?? '');

/** CheckIssuerCertAlgoRequirements and CheckTrustAnchorAlgoRequirements of Linkerd 2.12 to 2.20 (pkg/issuercerts/issuercerts.go). */
function ofLinkerd(certificate: Manifest): Statement[] {
  if (!isAuthorityOfLinkerd(certificate)) return [];
  const secret = textAt(certificate.spec, 'secretName');
  const { algorithm, size: bits } = keyOf(certificate);
  const wants = (problem: string, fix: string) => [ADDRESSES_RULES.says('certificate-key', problem, fix)];
  if (at(certificate.spec, 'isCA') !== true)
    return wants(`is for Secret ${secret} and has no isCA, so Linkerd cannot sign with it`, 'set isCA to true');
  if (algorithm === 'ECDSA' && bits === 256) return [];
  const canBeRsa = secret === ANCHOR && [2048, 4096].includes(bits);
  if (algorithm === 'RSA' && canBeRsa) return [];
  return wants(
    `has a key of algorithm ${algorithm} with size ${bits}, which Linkerd refuses in Secret ${secret}`,
    'use algorithm ECDSA with size 256',
  );
}
