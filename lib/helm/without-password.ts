/** The text with user and password removed from its URLs. */
export const withoutPassword = (text: string): string => text.replace(/\/\/[^/\s"']+@/g, '//***@');
