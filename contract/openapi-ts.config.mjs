/** Generate a TypeScript client: IN and OUT come from whoever calls. */
export default {
  input: process.env.CONTRACT_IN ?? '../openapi.yaml',
  output: { path: process.env.CONTRACT_OUT ?? 'generated', importFileExtension: '.js' },
  plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
};
