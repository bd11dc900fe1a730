/** Formats of mirrors. */
import { AUTHORITY, text } from './formats';

const CHARTS_PATTERN = new RegExp(`^(?!.*/index\\.yaml$)(https?|oci)://${AUTHORITY}(/[\\w.~%+-]+)*/?$`);

const SECRET = {
  problem: 'the address contains a user name or a password, which would be readable in git',
  fix: 'remove it, and give the credentials to Argo CD',
};

/** `https://…` or `oci://…`, without the name of a chart. */
export const chartRepository = (example: string) =>
  text({
    pattern: CHARTS_PATTERN,
    example,
    what: 'a chart repository',
    fix: 'use https:// for a repository with an index, or oci:// for a registry, with host, port and path',
    explain: (value) => {
      if (/^[a-z]+:\/\/[^/]*@/.test(value)) return SECRET;
      const shown = JSON.stringify(value);
      const index = /^(.*?)\/?index\.yaml$/.exec(value)?.[1];
      if (index) return { problem: `${shown} is the index of a repository`, fix: `use ${index}` };
      if (CHARTS_PATTERN.test(`oci://${value}`))
        return { problem: `${shown} has no scheme`, fix: `use oci://${value} for a registry, or https:// for a repository with an index` };
      return undefined;
    },
  });
