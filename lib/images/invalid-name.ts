/** Names of images that no container runtime pulls: Kubernetes reports InvalidImageName, and the pod does not start. */

/** The grammar of github.com/distribution/reference (regexp.go), and the lengths of github.com/opencontainers/go-digest. */
const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const HOST = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[0-9a-fA-F:]+\\])(?::\\d+)?$`);
const PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$/;

/** A part that is known only later, such as a variable of Flux, or of Argo CD's plugin for Vault. */
const PLACEHOLDER = /[${<]/;

/** What is wrong with the name of an image, as a phrase; undefined if it is right, empty, or known only later. */
export function invalidName(image: string): string | undefined {
  if (image === '' || PLACEHOLDER.test(image)) return undefined;
  const [, name = '', tag, digest] = /^(.*?)(?::([^/:@]*))?(?:@(.*))?$/s.exec(image) ?? [];
  if (digest !== undefined && !DIGEST.test(digest)) return 'its digest is not sha256: and 64 hexadecimal digits';
  if (tag !== undefined && !TAG.test(tag)) return 'its tag is not one of at most 128 letters, digits, dots, hyphens and underscores';
  const [first = '', ...rest] = name.split('/');
  // With upper-case letters, the first part can only be a host.
  const isHost = rest.length > 0 && (/[.:A-Z]/.test(first) || first === 'localhost');
  if (isHost && !HOST.test(first)) return `${first} is not the name of a registry`;
  const wrong = (isHost ? rest : [first, ...rest]).find((part) => !PATH.test(part));
  if (wrong === undefined) return undefined;
  return PATH.test(wrong.toLowerCase()) ? `${wrong} is not in lower case` : `its path has the part "${wrong}"`;
}
