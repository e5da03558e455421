cpdef double on_grid(double seconds) noexcept
