/** Formats of HTTP headers, of attributes of spans, and of other texts in the configuration of a program. */
import { text } from './format';

/** The name of an HTTP header: a token of RFC 9110. */
export const headerName = (example: string) =>
  text({
    pattern: /^[A-Za-z0-9!#%&'*+.^_`|~-]{1,256}$/,
    example,
    what: 'the name of a header',
    fix: 'use letters, digits and hyphens',
  });

/** A text that reaches a configuration with variables, where `$` and backslashes change it, through a Helm template. */
export const literal = (example: string, what: string) =>
  text({
    pattern: /^(?!.*\{\{)[!-#%-[\]-~]([ -#%-[\]-~]*[!-#%-[\]-~])?$/,
    example,
    what,
    fix: 'use printable ASCII without $, backslashes and {{, on one line',
  });

/** The value of an HTTP header. */
export const headerValue = (example: string) => literal(example, 'a value of a header');

/** The name of an attribute of spans or of their resource. */
export const attributeName = (example: string) =>
  text({
    pattern: /^[A-Za-z_][\w./:-]{0,254}$/,
    example,
    what: 'the name of an attribute',
    fix: 'use letters, digits, dots and underscores',
  });
