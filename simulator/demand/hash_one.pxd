cpdef double uniform(unsigned long long key, unsigned long long purpose, unsigned long long ordinal) noexcept
cpdef unsigned long long bits(
    unsigned long long key, unsigned long long purpose, unsigned long long ordinal
) noexcept
cpdef unsigned long long mixed(unsigned long long x) noexcept
