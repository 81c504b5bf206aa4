/* Before every C file of the kernel, for classes that are told to be `acyclic`.

   When many objects are gone, each because of another, Python puts some aside in a list and takes
   them apart later, so that the stack does not grow without end. The links of that list are where
   the garbage collector keeps its own; an object that it does not follow has none there, and what
   lies before it in memory would be overwritten. mypyc does not ask (as of 2.4), so we do: such
   objects are taken apart at once, for Python leaves alone what has another way to be taken apart
   than it is told. They must form no long chains: see sim/compiled.py. */

#define PY_SSIZE_T_CLEAN
#if __has_include(<CPy.h>) /* else there are no objects in that file */
#include <CPy.h>

#undef CPy_TRASHCAN_BEGIN
#define CPy_TRASHCAN_BEGIN(op, dealloc) \
    Py_TRASHCAN_BEGIN(op, (PyType_IS_GC(Py_TYPE(op)) ? (destructor)(dealloc) : NULL))
#endif
