/** How much a profile may hold, in characters as people count them; announced to clients. */
export const PROFILE_LIMITS = {
    displayName: 30,
    bio: 500,
    fields: 4,
    fieldName: 255,
    fieldValue: 255,
    pictureDescription: 1_500,
    attributionDomains: 10,
} as const;
