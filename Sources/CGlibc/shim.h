// What of glibc Swift's own module leaves out.
#include <malloc.h>
