/** Credentials in URLs. */

/** The text with users, passwords and tokens of URLs replaced. The user of `ssh://git@host` is no secret. */
export const withoutPassword = (text: string): string => (/[@=]/.test(text) ? replaced(text) : text);

const replaced = (text: string): string =>
  text
    .replace(/\b(https?|oci|ftp):\/\/[^/\s"'?#]+@/gi, '$1://***@')
    .replace(/\b([a-z][a-z0-9+.-]*):\/\/[^/\s"'?#:@*]*:[^/\s"'?#]+@/gi, '$1://***@')
    .replace(/([?&;][\w.-]*(?:token|passw|pwd|secret|signature|sig|auth|key|credential)[\w.-]*=)[^&;\s"'`)\]]+/gi, '$1***');
