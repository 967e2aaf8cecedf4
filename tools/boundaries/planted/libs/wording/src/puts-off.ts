// breaks: eslint(no-warning-comments)
export const words = {}; // TODO: say something
