/** Formats of mirrors: of a chart repository and of an image registry. */
import { AUTHORITY } from './addresses';
import { text } from './format';

/** Lower case, as the names of images are, and of charts in a registry. */
const SEGMENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const CHARTS_PATTERN = new RegExp(`^(?!.*/index\\.yaml$)(?:https?://${AUTHORITY}(?:/[\\w.~%+-]+)*|oci://${AUTHORITY}(?:/${SEGMENT})*)/?$`);
/** Of other names, a program for containers takes the first part for a folder of Docker Hub (github.com/distribution/reference, normalize.go). */
const HOST = `(?=[^/]*[.:]|localhost(?:/|$))${AUTHORITY}`;
const IMAGES_PATTERN = new RegExp(`^${HOST}(/${SEGMENT})*$`);

const SECRET = {
  problem: 'the address contains a user name or a password, which would be readable in git',
  fix: 'remove it, and give the credentials to Argo CD',
};

/** An address of IPv6 at the beginning, after the scheme if there is one. */
const IS_IPV6 = /^([a-z]+:\/\/)?(\[[\da-f:.]*\]|[\da-f]*:[\da-f]*:[\da-f:]*)([:/]|$)/i;

/** Why an address of IPv6 does not get through. */
const ipv6 = (value: string, why: string) => ({
  problem: `${JSON.stringify(value)} has an IPv6 address, ${why}`,
  fix: 'use a name of the host',
});

/** `https://…` or `oci://…`, without the name of a chart. */
export const chartRepository = (example: string) =>
  text({
    pattern: CHARTS_PATTERN,
    example,
    what: 'a chart repository',
    fix: 'use https:// for a repository with an index, or oci:// for a registry, with host, port and path',
    explain: (value) => {
      if (/^[a-z]+:\/\/[^/]*@/.test(value)) return SECRET;
      // IsSourcePermitted of Argo CD, and IsHelmOciRepo for `oci://`.
      if (IS_IPV6.test(value)) return ipv6(value, 'whose brackets Argo CD reads as a pattern in its AppProject');
      const shown = JSON.stringify(value);
      const index = /^(.*?)\/?index\.yaml$/.exec(value)?.[1];
      if (index) return { problem: `${shown} is the index of a repository`, fix: `use ${index}`, meant: index };
      const lower = value.toLowerCase();
      if (value.startsWith('oci://') && lower !== value && CHARTS_PATTERN.test(lower))
        return {
          problem: `${shown} has upper case, which the name of a chart in a registry cannot have`,
          fix: `use ${lower}`,
          meant: lower,
        };
      if (CHARTS_PATTERN.test(`oci://${value}`))
        return { problem: `${shown} has no scheme`, fix: `use oci://${value} for a registry, or https:// for a repository with an index` };
      return undefined;
    },
  });

/** `host`, `host:port` or `host/path` of an image registry. */
export const imageRegistry = (example: string) =>
  text({
    pattern: IMAGES_PATTERN,
    example,
    what: 'an image registry',
    fix: 'use host, port and path in lower case, without a scheme, a tag and a / at the end',
    explain: (value) => {
      const shown = JSON.stringify(value);
      const [, rest = ''] = /^[a-z]+:\/\/(.*?)\/*$/.exec(value) ?? [];
      if (/^([a-z]+:\/\/)?[^/]*@/.test(value)) return { ...SECRET, fix: 'remove it, and set registry.pullSecret' };
      // Such as tempo-distributed and traefik: `image: {{ … }}`.
      if (IS_IPV6.test(value)) return ipv6(value, 'whose brackets are a list in YAML, because charts write the image without quotes');
      if (IMAGES_PATTERN.test(rest))
        return { problem: `${shown} has a scheme, which the name of an image cannot have`, fix: `use ${rest}` };
      if (IMAGES_PATTERN.test(`docker.io/${value}`))
        return {
          problem: `${shown} begins with a name that has no dot and no port, so images would come from docker.io/${value}`,
          fix: `use the full name of the host, or docker.io/${value} if that is meant`,
        };
      const lower = value.toLowerCase().replace(/\/+$/, '');
      return lower !== value && IMAGES_PATTERN.test(lower)
        ? { problem: `${shown} is not the beginning of a valid image name`, fix: `use ${lower}` }
        : undefined;
    },
  });

/** The hosts of Docker Hub, as tools for containers show them. No full name of an image has them. */
const DOCKER_HUB = '(?:index|registry-1)\\.docker\\.io$';

/** The host of an upstream registry: `docker.io`. */
export const registryHost = (example: string) =>
  text({
    pattern: new RegExp(`^(?!${DOCKER_HUB})${HOST}$`),
    example,
    what: 'the host of an image registry',
    fix: 'use the name of the host, with its port if it has one',
    explain: (value) =>
      new RegExp(`^${DOCKER_HUB}`).test(value)
        ? { problem: `the names of images have docker.io instead of ${value}`, fix: 'use docker.io', meant: 'docker.io' }
        : undefined,
  });
