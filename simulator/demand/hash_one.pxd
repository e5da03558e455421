cdef double uniform(unsigned long long key, unsigned long long purpose, unsigned long long ordinal) noexcept
