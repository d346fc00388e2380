/** What a certificate asks for: the most of each piece of evidence, by its column; see CERTIFICATE of record.ts. */
export const CERTIFICATE_LIMITS = {
  flux_balance: 1e-8,
  newton_step: 1e-10,
  site_balance: 1e-12,
  error_bound: 1e-8,
} as const
