/** The text with users and passwords of URLs replaced. */
export const withoutPassword = (text: string): string => text.replace(/\/\/[^/\s"']+@/g, '//***@');
