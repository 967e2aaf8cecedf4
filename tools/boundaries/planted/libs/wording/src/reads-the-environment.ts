// breaks: node(no-process-env)
export const language = process.env['LANG'];
