/** Formats of HTTP headers and of attributes of spans in a cluster file. */
import { text } from './formats';

/** The name of an HTTP header: a token of RFC 9110. */
export const headerName = (example: string) =>
  text({
    pattern: /^[A-Za-z0-9!#%&'*+.^_`|~-]{1,256}$/,
    example,
    what: 'the name of a header',
    fix: 'use letters, digits and hyphens',
  });

/** The value of an HTTP header that reaches a configuration with variables, where `$` and backslashes change it, through a Helm template. */
export const headerValue = (example: string) =>
  text({
    pattern: /^(?!.*\{\{)[!-#%-[\]-~]([ -#%-[\]-~]*[!-#%-[\]-~])?$/,
    example,
    what: 'a value of a header',
    fix: 'use printable ASCII without $, backslashes and {{, on one line',
  });

/** The name of an attribute of spans or of their resource. */
export const attributeName = (example: string) =>
  text({
    pattern: /^[A-Za-z_][\w./:-]{0,254}$/,
    example,
    what: 'the name of an attribute',
    fix: 'use letters, digits, dots and underscores',
  });
